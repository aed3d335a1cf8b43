from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "mentoring.notifications"
    label = "notifications"
    verbose_name = _("Mail")

    def ready(self) -> None:
        """Each app says which mails it sends, and what stands in people's calendars."""
        autodiscover_modules("notification_kinds", "mail_situations", "calendar_feeds")
