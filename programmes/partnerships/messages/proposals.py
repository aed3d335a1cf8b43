"""The mails about a proposal: the question, its reminder, and how it ended.

Nobody is told who said no, nor why. Wishes, scores and the notes of staff are in none of them.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from mentoring.common.clock import local_day
from mentoring.notifications.models import Mail
from mentoring.notifications.rendering import Content, render
from mentoring.notifications.services import outbox, purging
from programmes.partnerships.messages.posting import (
    context_for,
    delegates_of,
    office_context,
    office_language,
    sent_or_waiting,
    speaking_to,
    to_office,
    to_person,
)
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.states import Reply
from programmes.profiles.language_and_tone import language_of
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.presenters.introductions import contact, introduce, name_before
from programmes.profiles.states import Part

ASKED, ASKED_OFFICE = "proposal_asked", "proposal_asked_office"
REMINDER = "proposal_reminder"
AGREED, AGREED_OFFICE = "proposal_agreed", "proposal_agreed_office"
JOINED = "proposal_joined"
OVER, OVER_OFFICE, THANKED = "proposal_over", "proposal_over_office", "proposal_thanks"
LINK = "proposal_link"


def asked(answer: Answer, *, now: datetime, due_at: datetime | None = None) -> None:
    """The question to one person; it waits until `due_at` if that is given."""
    key = f"{answer.pk}:{int(answer.asked_at.timestamp())}"
    more = _question(answer, now)
    to_person(answer, ASKED, key=key, now=now, due_at=due_at, **more)


def asked_office(
    partnership: Partnership, *, now: datetime, due_at: datetime | None = None
) -> None:
    """To each of the mentor's office whose grant holds now, as `asked`."""
    for delegate in delegates_of(partnership, local_day(now)):
        key = f"{partnership.pk}:{int(now.timestamp())}"
        to_office(partnership, delegate, ASKED_OFFICE, key=key, now=now, due_at=due_at)


@dataclass(frozen=True)
class Letter:
    """A mail as it would go out, for staff to read before."""

    to: Profile | Delegate
    part: str
    content: Content

    @property
    def address(self) -> str:
        """The mailbox to which it would go."""
        to = self.to
        return to.email if isinstance(to, Delegate) else to.user.email


def previews(partnership: Partnership, *, now: datetime) -> Iterator[Letter]:
    """The mails of a proposal, which need not be saved yet."""
    for part, person in partnership.people.items():
        answer = Answer(partnership=partnership, part=part, person=person, asked_at=now)
        context = context_for(answer, _question(answer, now))
        yield Letter(person, str(Part(part).label), render(ASKED, language_of(person), context))
    for delegate in delegates_of(partnership, local_day(now)):
        context = office_context(partnership, delegate, {})
        language = office_language(partnership.mentor)
        yield Letter(delegate, str(_("Office")), render(ASKED_OFFICE, language, context))


def ask_again(partnership: Partnership, *, now: datetime) -> None:
    """Ask those whose mail was stopped before it went, after a no was taken back."""
    for answer in _answers(partnership).filter(reply=""):
        if (
            not sent_or_waiting(partnership, ASKED)
            .filter(subject_id=answer.person.subject_id)
            .exists()
        ):
            Answer.objects.filter(pk=answer.pk).update(asked_at=now)
            answer.asked_at = now
            asked(answer, now=now)


def stop_asking(partnership: Partnership, *, now: datetime) -> None:
    """Take back the questions and reminders that have not gone out."""
    outbox.cancel(about=partnership, kinds=(ASKED, ASKED_OFFICE, REMINDER), now=now)


def recall_asked(partnership: Partnership, *, now: datetime) -> bool:
    """Stop the mails of a proposal and delete their texts; False if one of them has gone."""
    stop_asking(partnership, now=now)
    if sent_or_waiting(partnership, ASKED, ASKED_OFFICE).exists():
        return False
    # Nothing will lead to these mails when the proposal is gone, erasure neither.
    purging.empty(Mail.objects.about(partnership), now)
    return True


def not_reminded(answers: Iterable[Answer]) -> list[Answer]:
    """Those of `answers` for which no reminder was ever posted."""
    keys = {f"{REMINDER}:{_reminder_key(answer)}": answer for answer in answers}
    known = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    return [answer for key, answer in keys.items() if key not in known]


def reminded(answer: Answer, *, now: datetime) -> bool:
    """The one reminder; False where it was posted before."""
    return to_person(answer, REMINDER, key=_reminder_key(answer), now=now) is not None


def agreed(partnership: Partnership, *, key: str, now: datetime) -> None:
    """It begins: each learns how to reach those who have said yes."""
    answers = list(_answers(partnership).filter(reply=Reply.YES))
    parts = [answer.part for answer in answers]
    for answer in answers:
        _welcome(answer, parts, key=key, now=now)
    for delegate in delegates_of(partnership, local_day(now)):
        to_office(
            partnership,
            delegate,
            AGREED_OFFICE,
            key=f"{partnership.pk}:{key}",
            now=now,
            mentee_name=partnership.mentee,
            began=local_day(now),
        )


def joined(answer: Answer, *, now: datetime) -> None:
    """A co-mentor says yes after the other two have begun."""
    partnership, day = answer.partnership, local_day(now)
    moment = int(now.timestamp())
    _welcome(answer, Part.values, key=f"{moment}", now=now)
    for other in _answers(partnership).exclude(pk=answer.pk):
        with speaking_to(other.person):
            contacts = [contact(answer.person, day)]
        to_person(other, JOINED, key=f"{other.pk}:{answer.pk}:{moment}", now=now, others=contacts)


def thanked(answer: Answer, *, key: str, now: datetime) -> None:
    """To who said no: it is all right, and how to take it back if it was a slip."""
    to_person(answer, THANKED, key=f"{answer.pk}:{key}", now=now)


def over(
    partnership: Partnership,
    *,
    key: str,
    said_no: Answer | None,
    now: datetime,
    due_at: datetime,
) -> None:
    """To all others who have heard of the proposal: it does not come about, we keep looking."""
    heard = set(sent_or_waiting(partnership, ASKED).values_list("subject_id", flat=True))
    for answer in _answers(partnership):
        is_to_be_told = answer.person.subject_id in heard and answer.reply != Reply.NO
        if answer != said_no and is_to_be_told:
            to_person(answer, OVER, key=f"{answer.pk}:{key}", now=now, due_at=due_at)
    asked_offices = set(sent_or_waiting(partnership, ASKED_OFFICE).values_list("to", flat=True))
    for delegate in delegates_of(partnership, local_day(now)):
        if delegate.email in asked_offices:
            key_of = f"{partnership.pk}:{key}"
            to_office(partnership, delegate, OVER_OFFICE, key=key_of, now=now, due_at=due_at)


def recall_over(partnership: Partnership, *, now: datetime) -> bool:
    """Stop the mails about a no; False if one of them has gone."""
    kinds = (OVER, OVER_OFFICE)
    outbox.cancel(about=partnership, kinds=kinds, now=now)
    return not sent_or_waiting(partnership, *kinds).exists()


def new_link(answer: Answer, *, now: datetime) -> None:
    """The lost link, mailed anew to the known address; at most once in an hour and for each."""
    others = answer.partnership.others(answer.part)
    with speaking_to(answer.person):
        names = get_text_list([name_before(each, reader=answer.part) for each in others], _("and"))
    day = local_day(answer.partnership.proposed_at)
    key = f"{answer.pk}:{now:%Y-%m-%dT%H}"
    to_person(answer, LINK, key=key, now=now, names=names, day=day)


def _welcome(answer: Answer, parts: Collection[str], *, key: str, now: datetime) -> None:
    with speaking_to(answer.person):
        day = local_day(now)
        others = answer.partnership.others(answer.part)
        contacts = [contact(each, day) for each in others if each.part in parts]
    to_person(answer, AGREED, key=f"{answer.pk}:{key}", now=now, others=contacts)


def _question(answer: Answer, now: datetime) -> dict[str, Any]:
    """What somebody needs to know to say yes or no."""
    partnership, day = answer.partnership, local_day(now)
    with speaking_to(answer.person):
        others = [
            introduce(other, reader=answer.part, day=day)
            for other in partnership.others(answer.part)
        ]
    return {"others": others, "rationale": partnership.rationale}


def _reminder_key(answer: Answer) -> str:
    return f"{answer.pk}:{int(answer.asked_at.timestamp())}"


def _answers(partnership: Partnership) -> Any:
    return Answer.objects.with_people().filter(partnership=partnership).order_by("pk")
