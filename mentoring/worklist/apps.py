from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class WorklistConfig(AppConfig):
    name = "mentoring.worklist"
    label = "worklist"
    verbose_name = _("Tasks")

    def ready(self) -> None:
        """Each app's `task_kinds.py` says which work it gives to staff."""
        autodiscover_modules("task_kinds")
