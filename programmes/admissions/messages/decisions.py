"""The mails about a decision: usual words that staff may change, in a frame that stays.

Greeting, button and links belong to the frame, so that no change of the words can lose them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentoring.common.text import one_line, same_endings
from mentoring.notifications.letter_text import Words
from mentoring.notifications.models import Mail
from mentoring.notifications.rendering import Content, absolute, fill_in, render, words_for
from mentoring.notifications.services import outbox
from mentoring.notifications.states import State
from programmes.applications.messages.posting import context_of, own_links, to_applicant
from programmes.applications.models import Application
from programmes.cohorts.language_and_tone import sign_in_path
from programmes.cohorts.models import Cohort

ACCEPTED, DECLINED = "application_accepted", "application_declined"


@dataclass(frozen=True)
class Letter:
    """What staff may change of a mail."""

    kind: str
    subject: str
    text: str


def letter_for(application: Application, kind: str, *, subject: str = "", text: str = "") -> Letter:
    """The words of the mail `kind`: those given, else those of the programme, else the usual ones.

    `kind` is ACCEPTED or DECLINED; `text` has a blank line between its paragraphs. Values stand in
    place of placeholders.
    """
    context = context_of(application, str(application), {})
    # Browsers send line breaks as on a typewriter.
    given = Words(one_line(subject)[:200], same_endings(text).strip())
    if not (given.subject and given.text):
        usual = words_for(kind, application.language, context)
        given = Words(given.subject or usual.subject, given.text or usual.text)
    filled = fill_in(kind, application.language, context, given)
    return Letter(kind, filled.subject, filled.text)


def words_of(cohort: Cohort, kind: str, language: str) -> Words:
    """The words of the mail `kind` before any value is filled in."""
    return words_for(kind, language, {"programme": cohort.programme, "cohort": cohort})


def send(
    application: Application, letter: Letter, *, key: str, now: datetime, due_at: datetime
) -> None:
    """Post the mail; it goes at `due_at` unless `recall` comes first.

    `key` names the decision: for the same one no second mail is posted.
    """
    more = _frame(application, letter)
    to_applicant(application, letter.kind, key=key, now=now, due_at=due_at, **more)


def recall(application: Application, *, now: datetime) -> bool:
    """Cancel what has not been handed over; False if a mail about the decision has gone."""
    kinds = (ACCEPTED, DECLINED)
    outbox.cancel(about=application, kinds=kinds, now=now)
    gone = Mail.objects.about(application).filter(kind__in=kinds)
    return not gone.exclude(state=State.CANCELLED).exists()


def preview(application: Application, letter: Letter) -> Content:
    """The mail as it would be sent."""
    context = own_links(application) | _frame(application, letter)
    recipient = str(application)
    return render(letter.kind, application.language, context_of(application, recipient, context))


def _frame(application: Application, letter: Letter) -> dict[str, Any]:
    path = sign_in_path(application.cohort.programme, application.language)
    return {"letter": letter, "sign_in": absolute(path)}
