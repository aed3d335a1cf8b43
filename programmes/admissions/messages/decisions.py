"""The mails about a decision: usual words that staff may change, in a frame that stays.

Greeting, button and links belong to the frame, so that no change of the words can lose them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentoring.common.text import one_line, same_endings
from mentoring.notifications.models import Mail
from mentoring.notifications.rendering import Content, absolute, render
from mentoring.notifications.services import outbox
from mentoring.notifications.states import State
from programmes.applications.messages.posting import context_of, own_links, to_applicant
from programmes.applications.models import Application

ACCEPTED, DECLINED = "application_accepted", "application_declined"
BREAK = "\n\n"


@dataclass(frozen=True)
class Letter:
    """What staff may change of a mail."""

    kind: str
    subject: str
    text: str


def letter_for(application: Application, kind: str, *, subject: str = "", text: str = "") -> Letter:
    """The words of the mail `kind`: those given, else the usual ones in the reader's language.

    `kind` is ACCEPTED or DECLINED; `text` has a blank line between its paragraphs.
    """
    with translation.override(application.language):
        usual = _accepted(application) if kind == ACCEPTED else _declined(application)
    # Browsers send line breaks as on a typewriter.
    own = same_endings(text).strip()
    return Letter(kind, one_line(subject)[:200] or usual.subject, own or usual.text)


def send(
    application: Application, letter: Letter, *, key: str, now: datetime, due_at: datetime
) -> None:
    """Post the mail; it goes at `due_at` unless `recall` comes first.

    `key` names the decision: for the same one no second mail is posted.
    """
    more = _frame(letter)
    to_applicant(application, letter.kind, key=key, now=now, due_at=due_at, **more)


def recall(application: Application, *, now: datetime) -> bool:
    """Cancel what has not been handed over; False if a mail about the decision has gone."""
    kinds = (ACCEPTED, DECLINED)
    outbox.cancel(about=application, kinds=kinds, now=now)
    gone = Mail.objects.about(application).filter(kind__in=kinds)
    return not gone.exclude(state=State.CANCELLED).exists()


def preview(application: Application, letter: Letter) -> Content:
    """The mail as it would be sent."""
    context = own_links(application) | _frame(letter)
    recipient = str(application)
    return render(letter.kind, application.language, context_of(application, recipient, context))


def _frame(letter: Letter) -> dict[str, Any]:
    return {"letter": letter, "sign_in": absolute(reverse("account_login"))}


def _accepted(application: Application) -> Letter:
    cohort = application.cohort
    names = {
        "programme": cohort.programme.name,
        "start": date_format(cohort.starts_on),
        "end": date_format(cohort.ends_on),
    }
    glad = _("We are very glad to have you with us. %(programme)s runs from %(start)s to %(end)s.")
    looking = _(
        "Now we are looking for a mentor who suits you. As soon as we have a suggestion, we will"
        " write to you, and you say yes or no."
    )
    subject = _("%(programme)s: you are in. Welcome!") % names
    return Letter(ACCEPTED, subject, BREAK.join((glad % names, looking)))


def _declined(application: Application) -> Letter:
    names = {"programme": application.cohort.programme.name}
    thanks = _(
        "Thank you for your application, for your time and for your trust. This time we cannot"
        " offer you a place in %(programme)s."
    )
    no_judgement = _(
        "This is not a judgement of you. There are only a few places, and for each we need a"
        " mentor who is the right match at this moment."
    )
    again = _(
        "You are welcome to apply again. And if you would like to know more about our decision,"
        " simply answer this mail."
    )
    subject = _("%(programme)s: about your application") % names
    return Letter(DECLINED, subject, BREAK.join((thanks % names, no_judgement, again)))
