from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "mentoring.privacy"
    label = "privacy"
    verbose_name = _("Privacy")

    def ready(self) -> None:
        """Each app says in its `personal_data.py` what it knows about people."""
        autodiscover_modules("personal_data")
        autodiscover_modules("checks")
