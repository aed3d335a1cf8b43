"""The roles of staff; each is assigned per programme."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    MANAGER = "manager", _("Programme manager")
    INTERVIEWER = "interviewer", _("Interviewer")
    SAFEGUARDING = "safeguarding", _("Safeguarding officer")
    AUDITOR = "auditor", _("Auditor")


# Managers may not appoint who watches over them or hears complaints about them.
GRANTED_BY_MANAGERS = frozenset({Role.MANAGER, Role.INTERVIEWER})
