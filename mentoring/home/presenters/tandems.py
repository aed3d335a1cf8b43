"""A tandem as one of its people sees it at home: what comes next, and with whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.common.clock import UNDO, local_day
from mentoring.home.presenters.first_contact import Way, way_to
from mentoring.home.presenters.next_steps import NEXT, NEXT_OF_MENTEE, Next, ago
from programmes.partnerships import links
from programmes.partnerships.models import Answer, Meeting, Partnership
from programmes.partnerships.presenters import MeetingLine, for_tandem, short_day
from programmes.partnerships.services import cycles, meetings
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles.models import Profile
from programmes.profiles.presenters.introductions import Introduction, contact, name_before
from programmes.profiles.states import Part

SHOWN = 3
WEEK, WEEKS_OF_MONTH = 7, 4.35
STATES = (
    PartnershipState.PROPOSED,
    PartnershipState.ACTIVE,
    PartnershipState.PAUSED,
    PartnershipState.COMPLETED,
    PartnershipState.ENDED,
)
OVER = {PartnershipState.COMPLETED, PartnershipState.ENDED}


@dataclass(frozen=True)
class Other:
    """Somebody else of the tandem, and how to reach them."""

    person: Profile
    contact: Introduction


@dataclass(frozen=True)
class Tandem:
    """Nothing in it says what others answered, wished for or told staff."""

    partnership: Partnership
    me: Profile
    today: date

    @cached_property
    def asked(self) -> Answer | None:
        """The question that waits for this person's answer."""
        mine = next((a for a in self._answers if a.person_id == self.me.pk), None)
        if mine is None or mine.reply:
            return None
        mine.person = self.me
        return mine

    @property
    def answer_url(self) -> str:
        return (
            reverse("partnerships:answer", args=[links.token_of(self.asked)]) if self.asked else ""
        )

    @property
    def is_proposed(self) -> bool:
        return self.partnership.state == PartnershipState.PROPOSED

    @property
    def is_over(self) -> bool:
        return self.partnership.state in OVER

    @property
    def runs(self) -> bool:
        """It has begun, also for this person, and is not over."""
        return self.partnership.state in meetings.MEETING_STATES and not self.asked

    @property
    def since(self) -> date:
        began_at = getattr(self.partnership, "began_at", None)
        return local_day(began_at or self.partnership.proposed_at)

    @property
    def span(self) -> str:
        """Since when, and how long the year still goes on."""
        since = _("since %(day)s") % {"day": short_day(self.since, self.today)}
        weeks = (self.me.cohort.ends_on - self.today).days // WEEK
        months = round(weeks / WEEKS_OF_MONTH)
        if self.is_over or months < 1:
            return since
        left = ngettext("one month to go", "%(count)s months to go", months) % {"count": months}
        return f"{since} · {left}"

    @property
    def names(self) -> str:
        """The others as this person may know them by now."""
        return " · ".join(str(person) for person in self._known()) or self.names_before

    @property
    def names_before(self) -> str:
        people = self.partnership.people.values()
        others = (person for person in people if person.pk != self.me.pk)
        return " · ".join(name_before(person, reader=self.me.part) for person in others)

    @property
    def faces(self) -> list[str]:
        """Initials of the others, two at the most; none before it has begun."""
        return [person.initials for person in self._known()]

    @property
    def second_face(self) -> str:
        return next(iter(self.faces[1:]), "")

    @property
    def last(self) -> Meeting | None:
        return next(iter(self._meetings), None)

    @property
    def is_due(self) -> bool:
        """Whether a contact is due, also for this person."""
        last = self.last.held_on if self.last else None
        return not self.asked and cycles.is_due(self.partnership, last=last, today=self.today)

    @cached_property
    def next(self) -> Next:
        """What comes next, in words."""
        words = NEXT_OF_MENTEE if self.me.part == Part.MENTEE else NEXT
        return words[self._step]

    @property
    def last_words(self) -> str:
        return ago(self.last.held_on, self.today) if self.last else ""

    @cached_property
    def others(self) -> list[Other]:
        """Those who have said yes, with what the tandem shares."""
        return [Other(person, contact(person, self.today)) for person in self._known()]

    @property
    def lines(self) -> list[MeetingLine]:
        return for_tandem(self.partnership, self._meetings[:SHOWN], self.me, self.today)

    @property
    def has_more(self) -> bool:
        return len(self._meetings) > SHOWN

    @cached_property
    def way(self) -> Way | None:
        """To whom one would ask first; None before anybody is known."""
        whom = self._first()
        if whom is None:
            return None
        return way_to(whom, self.me, is_first=self.last is None, today=self.today)

    @property
    def asks_first(self) -> bool:
        """Whether writing comes before logging: for mentees, and before one has met."""
        return self.way is not None and (self.me.part == Part.MENTEE or self.last is None)

    def _first(self) -> Profile | None:
        """The mentor for a mentee and a co-mentor, the mentee for a mentor."""
        return next(iter(sorted(self._known(), key=lambda p: p.part != self._asks_first)), None)

    @property
    def _asks_first(self) -> str:
        return Part.MENTEE if self.me.part == Part.MENTOR else Part.MENTOR

    @property
    def _step(self) -> str:
        if self.asked:
            return "asked"
        if self.partnership.state != PartnershipState.ACTIVE:
            return self.partnership.state
        if self.last is None:
            return "first"
        return "due" if self.is_due else "in_touch"

    def _known(self) -> list[Profile]:
        """Whose names and addresses this person knows: of those who said yes, once all began."""
        if self.is_proposed or self.asked:
            return []
        said_no_yes = {a.part for a in self._answers if a.reply != Reply.YES}
        return [
            person
            for part, person in self.partnership.people.items()
            if part not in said_no_yes and person.pk != self.me.pk
        ]

    @property
    def _answers(self) -> list[Answer]:
        return list(self.partnership.answers.all())

    @property
    def _meetings(self) -> list[Meeting]:
        return list(self.partnership.meetings.all())


def tandems_of(profiles: Iterable[Profile], *, now: datetime) -> list[Tandem]:
    """Those of a person in one part: what waits first, what is over last."""
    mine = {profile.pk: profile for profile in profiles}
    part = next(iter(mine.values())).part
    rows = meetings.with_beginning(
        Partnership.objects.told(now).filter(**{f"{part}__in": mine}, state__in=STATES)
    ).select_related("mentee__user", "mentor__user", "mentor__cohort__programme", "co_mentor__user")
    kept = Prefetch("meetings", Meeting.objects.kept())
    rows = rows.prefetch_related("answers", "mentor__delegates", kept)
    today = local_day(now)
    found = [Tandem(each, mine[getattr(each, f"{part}_id")], today) for each in rows]
    return sorted(found, key=_order)


def has_refused_proposal(profiles: Iterable[Profile], *, now: datetime) -> bool:
    """Whether the last that somebody as a mentee was asked about has come to nothing.

    By whose no is nobody's business; it is told with the mails about it, not while they wait.
    """
    mine = [profile.pk for profile in profiles]
    newest = Partnership.objects.told(now).filter(mentee__in=mine).order_by("proposed_at").last()
    if newest is None or newest.state != PartnershipState.DECLINED:
        return False
    return now >= newest.state_since + UNDO


def _order(tandem: Tandem) -> tuple[Any, ...]:
    return (tandem.is_over, not tandem.asked, not tandem.is_due, str(tandem.partnership.mentee))
