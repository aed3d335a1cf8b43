"""The staff's page for mails."""

from mentoring.notifications.admin.mails import MailAdmin

__all__ = ["MailAdmin"]
