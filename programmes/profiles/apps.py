from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ProfilesConfig(AppConfig):
    name = "programmes.profiles"
    label = "profiles"
    verbose_name = _("People")

    def ready(self) -> None:
        """Each app's `places.py` says how many places of a person it takes."""
        autodiscover_modules("places")
