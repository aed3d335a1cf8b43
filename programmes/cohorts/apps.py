from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CohortsConfig(AppConfig):
    name = "programmes.cohorts"
    label = "cohorts"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Each app says what must stand before a cohort opens, and what a copy takes over."""
        autodiscover_modules("cohort_checks", "cohort_copies")
