"""Who can be put together: places, states, certificates, and what was between them before."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day
from mentoring.common.errors import ConflictError, DomainError
from programmes.partnerships.models import Partnership
from programmes.profiles.models import Profile, Screening
from programmes.profiles.states import Part, ProfileState


@dataclass(frozen=True)
class Trio:
    """Those whom a proposal would put together."""

    mentee: Profile
    mentor: Profile
    co_mentor: Profile | None = None

    @property
    def all(self) -> tuple[Profile, ...]:
        """Everybody in it, mentee first."""
        return (self.mentee, *self.beside)

    @property
    def beside(self) -> tuple[Profile, ...]:
        """Those who would meet the mentee."""
        return (self.mentor, self.co_mentor) if self.co_mentor else (self.mentor,)


@dataclass(frozen=True)
class Problem:
    """Why some people cannot be put together; of `conflict` a colleague was quicker."""

    code: str
    text: str | Promise
    conflict: bool = False


@dataclass
class EligibilityCheck:
    """What is known about some people, read at once: a hundred pairs take as long as one."""

    day: date
    taken: Counter[UUID]
    failed: set[tuple[UUID, UUID]]
    certified: set[UUID]

    @classmethod
    def of(cls, people: Iterable[Profile], *, now: datetime) -> "EligibilityCheck":
        """What is known about `people` at `now`; as many queries for a hundred as for two."""
        ids = {person.pk for person in people}
        day = local_day(now)
        screened = Screening.objects.filter(profile__in=ids).select_related("profile__cohort")
        failed = Partnership.objects.failed().filter(mentee__in=ids, mentor__in=ids)
        return cls(
            day,
            taken_places(ids),
            set(failed.values_list("mentee", "mentor")),
            {each.profile_id for each in screened if each.certificate_holds(day)},
        )

    def problems(self, trio: Trio) -> list[Problem]:
        """Everything that stands against it; nothing where it is possible."""
        found = [
            *self._same(trio),
            *self._misplaced(trio),
            *self._absent(trio),
            *self._without_place(trio),
        ]
        if (trio.mentee.pk, trio.mentor.pk) in self.failed:
            found.append(Problem("failed", _TRIED % _names(trio.mentee, trio.mentor)))
        return [*found, *self._unscreened(trio)]

    def take(self, trio: Trio) -> None:
        """From now on these people are in a proposal more."""
        self.taken.update(person.pk for person in trio.all)

    @staticmethod
    def _same(trio: Trio) -> Iterator[Problem]:
        for one, other in combinations(trio.all, 2):
            if one.is_same_person(other):
                yield Problem("same_person", _SAME % {"name": one})

    @staticmethod
    def _misplaced(trio: Trio) -> Iterator[Problem]:
        for person, part in zip(trio.all, Part, strict=False):
            if person.part != part:
                yield Problem("part", _NOT_AS % {"name": person, "part": part.label})
            if person.cohort_id != trio.mentee.cohort_id:
                yield Problem("cohort", _ELSEWHERE % {"name": person})

    @staticmethod
    def _absent(trio: Trio) -> Iterator[Problem]:
        for person in trio.all:
            if person.state != ProfileState.ACTIVE:
                names = {"name": person, "state": person.get_state_display()}
                yield Problem("absent", _ABSENT % names, conflict=True)

    def _without_place(self, trio: Trio) -> Iterator[Problem]:
        if self.taken[trio.mentee.pk]:
            yield Problem("mentee_taken", _TAKEN % {"name": trio.mentee}, conflict=True)
        for person in trio.beside:
            if self.taken[person.pk] >= person.capacity:
                yield Problem("no_place", _NO_PLACE % {"name": person}, conflict=True)

    def _unscreened(self, trio: Trio) -> Iterator[Problem]:
        if trio.mentee.is_minor(self.day):
            for person in trio.beside:
                if person.pk not in self.certified:
                    yield Problem("certificate", _UNSCREENED % _names(trio.mentee, person))


_SAME = _("%(name)s would be put together with themselves.")
_NOT_AS = _("%(name)s does not take part as: %(part)s.")
_ELSEWHERE = _("%(name)s belongs to another cohort.")
_ABSENT = _("%(name)s cannot be asked at the moment: %(state)s.")
_TAKEN = _("%(name)s already has a mentor or a proposal.")
_NO_PLACE = _("%(name)s has no free place.")
_TRIED = _("%(one)s and %(other)s were put together before, and it did not come about.")
_UNSCREENED = _(
    "%(one)s is under age, and no valid certificate of good conduct of %(other)s has been seen."
)


def _names(one: Profile, other: Profile) -> dict[str, Any]:
    return {"one": one, "other": other}


def taken_places(ids: set[UUID]) -> Counter[UUID]:
    """In how many live partnerships each of `ids` is."""
    live = Partnership.objects.live()
    return Counter(
        person
        for part in Part.values
        for person in live.filter(**{f"{part}__in": ids}).values_list(part, flat=True)
    )


def lock(people: Iterable[Profile | None]) -> dict[UUID, Profile]:
    """The rows as they are now, by id, kept until the end of the transaction.

    Always in one order, so that two who put the same people together wait and do not deadlock. Who
    is gone meanwhile is missing.
    """
    rows = Profile.objects.filter(pk__in=[person.pk for person in people if person])
    rows = rows.select_related("cohort__programme", "user")
    locked = rows.order_by("pk").select_for_update(of=("self",), no_key=True)
    return {person.pk: person for person in locked}


def require(trio: Trio, check: EligibilityCheck) -> None:
    """Let only those be put together against whom nothing stands; the first problem is told.

    Raises:
        ConflictError: a colleague was quicker ("absent", "mentee_taken", "no_place").
        DomainError: they cannot be put together ("same_person", "part", "cohort", "failed",
            "certificate").
    """
    for problem in check.problems(trio):
        refusal = ConflictError if problem.conflict else DomainError
        raise refusal(problem.text, code=problem.code)
