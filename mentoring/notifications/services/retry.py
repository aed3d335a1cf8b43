"""What staff can do about mails that failed, or perhaps did."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import ConflictError, DomainError
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services import wake_worker
from mentoring.notifications.states import NEEDS_ATTENTION, State


def retry(mail: Mail, *, now: datetime) -> None:
    """Send a failed or doubtful mail once more; with doubt, that may be a second time.

    Raises:
        DomainError: its text has been deleted ("purged").
        ConflictError: it has neither failed nor is in doubt, or not any more ("stale").
    """
    kind = kinds.find(mail.kind)
    if not mail.text and (kind is None or kind.render is None):
        raise DomainError(_("The text of this mail has been deleted."), code="purged")
    waiting = Mail.objects.filter(pk=mail.pk, state__in=NEEDS_ATTENTION)
    if not waiting.update(
        state=State.QUEUED, attempts=0, next_attempt_at=now, settled_at=None, handed_over_at=None
    ):
        raise ConflictError(_("This mail needs no second try."), code="stale")
    wake_worker.wake_on_commit()
