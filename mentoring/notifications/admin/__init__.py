"""The staff's pages for mails and their words."""

from mentoring.notifications.admin.mails import MailAdmin
from mentoring.notifications.admin.texts import MailTextAdmin

__all__ = ["MailAdmin", "MailTextAdmin"]
