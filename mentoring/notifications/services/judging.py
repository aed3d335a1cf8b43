"""What is to become of a mail; pure, as everything that it asks."""

from datetime import datetime

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services import caps
from mentoring.notifications.verdicts import Send, Verdict


def judge(mail: Mail, now: datetime) -> Verdict:
    """Whether `mail` may go at `now`: its kind is asked first, then what its recipient bears.

    Raises:
        KeyError: no app has registered the mail's kind.
    """
    verdict = stands(mail, now)
    return caps.earliest(mail, now) if isinstance(verdict, Send) else verdict


def stands(mail: Mail, now: datetime) -> Verdict:
    """The verdict of the mail's kind, then of each of its holds: the first that is not Send.

    Raises:
        KeyError: no app has registered the mail's kind.
    """
    kind = kinds.get(mail.kind)
    verdict = kind.verdict(mail, now)
    if not isinstance(verdict, Send):
        return verdict
    held = (hold(mail, now) for hold in kind.holds)
    return next((defer for defer in held if defer), verdict)
