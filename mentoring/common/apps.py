from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    name = "mentoring.common"
    label = "common"
    verbose_name = _("Ground")

    def ready(self) -> None:
        """Each app's `sweeps.py` says which work falls due with time."""
        autodiscover_modules("sweeps")
