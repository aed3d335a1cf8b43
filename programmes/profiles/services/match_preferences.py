"""Whom somebody would like to be matched with, and whom not.

Mentees choose from the mentors of their cohort, who hold public offices. Nobody gets a list of
mentees, nor may a name that is typed tell whether its bearer takes part: what was typed is
kept and shown again just as it was typed, and becomes a task for staff in every case. Where exactly
one person bears the name, the wish is recorded at once and the task is closed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from mentoring.common.actors import Actor
from mentoring.common.addresses import plain_address
from mentoring.common.errors import ConflictError, DomainError
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from mentoring.worklist.states import TaskState
from programmes.profiles.models import NamedWish, Profile, TypedWish
from programmes.profiles.models.named_wishes import MOST_WISHES
from programmes.profiles.states import Part, ProfileState, TaskReason, WishKind

TYPED, TAKEN_BACK = "named_wish", "wish_taken_back"
RECORDED = "recorded"
# Nobody wishes for somebody with the same part.
OTHERS: dict[str, tuple[str, ...]] = {
    Part.MENTEE: (Part.MENTOR, Part.CO_MENTOR),
    Part.MENTOR: (Part.MENTEE, Part.CO_MENTOR),
    Part.CO_MENTOR: (Part.MENTEE, Part.MENTOR),
}


@dataclass(frozen=True)
class Told:
    """A wish as its owner sees it: by what it is taken back, its kind, and the name."""

    key: str
    kind: str
    name: str


def chooses(profile: Profile) -> bool:
    """Whether the person chooses from a list instead of typing."""
    return profile.part == Part.MENTEE


def choosable(profile: Profile) -> QuerySet[Profile]:
    """The mentors whom a mentee may name: those who take part in the cohort."""
    mentors = Profile.objects.filter(cohort=profile.cohort_id, part=Part.MENTOR)
    return mentors.exclude(state=ProfileState.LEFT) if chooses(profile) else mentors.none()


def told(profile: Profile) -> list[Told]:
    """All wishes of `profile`, first whom they would like."""
    if chooses(profile):
        rows = profile.named_wishes.select_related("other")
        known = [Told(str(wish.pk), wish.kind, str(wish.other)) for wish in rows]
    else:
        typed = profile.typed_wishes.standing()
        known = [Told(str(wish.pk), wish.kind, wish.name) for wish in typed]
    return sorted(known, key=lambda each: each.kind, reverse=True)


@transaction.atomic
def add(profile: Profile, other: Profile, *, kind: str, by: Actor, now: datetime) -> NamedWish:
    """Name `other`; who was named before is now named with `kind`, a `WishKind`.

    Raises:
        DomainError: the cohort asks for no names ("no_names"), `other` is none of those to choose
            from ("other"), or five are named ("most").
    """
    _lock(profile)
    if other.cohort_id != profile.cohort_id or other.part not in OTHERS[profile.part]:
        raise DomainError(_("Please choose from the list."), code="other")
    profile.named_wishes.filter(other=other).exclude(kind=kind).delete()
    if same := profile.named_wishes.filter(other=other).first():
        return same
    taken = set(profile.named_wishes.filter(kind=kind).values_list("rank", flat=True))
    free = [rank for rank in range(1, MOST_WISHES + 1) if rank not in taken]
    if not free:
        raise _too_many()
    _touch(profile, now)
    return NamedWish.objects.create(profile=profile, other=other, kind=kind, rank=free[0])


@transaction.atomic
def type_in(profile: Profile, name: str, *, kind: str, by: Actor, now: datetime) -> None:
    """Name somebody whom one knows; the answer is the same whoever that is.

    `kind` is a `WishKind`.

    Raises:
        DomainError: the cohort asks for no names ("no_names"), or five are named ("most").
        ConflictError: staff have a task about this very wish already ("stale").
    """
    _lock(profile)
    words = " ".join(name.split())
    standing = profile.typed_wishes.standing().filter(kind=kind)
    if standing.filter(name=words).exists():
        return
    if standing.count() >= MOST_WISHES:
        raise _too_many()
    wish = TypedWish.objects.create(profile=profile, kind=kind, name=words, typed_at=now)
    task = _open(wish, now=now)
    other = _bearer(profile, words)
    if other and not _is_full(profile, other, kind):
        add(profile, other, kind=kind, by=by, now=now)
        tasks.close(task, outcome=RECORDED, by=Actor.system(), now=now)


@transaction.atomic
def withdraw(profile: Profile, key: str, *, by: Actor, now: datetime) -> None:
    """Forget a wish by the `key` of `Told`; one that is gone already is forgotten.

    Raises:
        DomainError: the cohort asks for no names ("no_names").
    """
    _lock(profile)
    # Compared as text: a key from outside may be no number, or one beyond all bounds.
    if chooses(profile):
        gone = [wish.pk for wish in profile.named_wishes.all() if str(wish.pk) == key]
        profile.named_wishes.filter(pk__in=gone).delete()
    else:
        for wish in profile.typed_wishes.standing():
            if str(wish.pk) == key:
                _forget(wish, by=by, now=now)
    _touch(profile, now)


def _forget(wish: TypedWish, *, by: Actor, now: datetime) -> None:
    other = _bearer(wish.profile, wish.name)
    found = wish.profile.named_wishes.filter(other=other, kind=wish.kind) if other else None
    gone = found.delete()[0] if found is not None else 0
    wish.taken_back_at = now
    wish.save(update_fields=["taken_back_at"])
    for task in Task.objects.about(wish).filter(kind=TYPED, state=TaskState.DONE):
        tasks.reopen(task, by=by, now=now)
        if not gone:
            _tell_of_taking_back(wish, now=now)
    reason = TaskReason.TAKEN_BACK
    tasks.settle(about=wish, kinds=[TYPED], by=by, now=now, reason=reason)


def _tell_of_taking_back(wish: TypedWish, *, now: datetime) -> None:
    """Staff had seen to the wish by hand, so they see to its end."""
    _task(wish, TAKEN_BACK, gettext_noop("%(name)s takes a wish back"), now=now)


def _open(wish: TypedWish, *, now: datetime) -> Task:
    titles = {
        WishKind.PREFERRED: gettext_noop("%(name)s would like to be matched with somebody"),
        WishKind.EXCLUDED: gettext_noop("%(name)s does not want to be matched with somebody"),
    }
    task = _task(wish, TYPED, titles[WishKind(wish.kind)], now=now)
    if task is None:
        raise ConflictError(_("Somebody else has just changed this."), code="stale")
    return task


def _task(wish: TypedWish, kind: str, title: str, *, now: datetime) -> Task | None:
    return tasks.open_task(
        kind=kind,
        key=f"{kind}:{wish.pk}",
        programme=wish.profile.cohort.programme,
        title=title,
        values={"name": str(wish.profile)},
        details=wish.name,
        now=now,
        about=wish,
        subject_id=wish.profile.subject_id,
    )


def _bearer(profile: Profile, words: str) -> Profile | None:
    """The one person whose name or address that is; None where there are none or several."""
    rows = Profile.objects.filter(cohort=profile.cohort_id, part__in=OTHERS[profile.part])
    rows = rows.exclude(state=ProfileState.LEFT).exclude(user=profile.user_id)
    found: list[Any] = list(rows.called(words)[:2])
    found = found or list(rows.filter(user__email=plain_address(words))[:2])
    return found[0] if len(found) == 1 else None


def _is_full(profile: Profile, other: Profile, kind: str) -> bool:
    """Staff may have recorded others by hand: then they see to this one, too."""
    rows = profile.named_wishes.exclude(other=other).filter(kind=kind)
    return rows.count() >= MOST_WISHES


def _lock(profile: Profile) -> None:
    if not profile.cohort.allows_names:
        raise DomainError(_("Wishes cannot name persons here."), code="no_names")
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)


def _touch(profile: Profile, now: datetime) -> None:
    Profile.objects.filter(pk=profile.pk).update(changed_at=now)


def _too_many() -> DomainError:
    return DomainError(_("Five at the most. Please take one back first."), code="most")
