"""What becomes of a row of a list."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fate(TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changes")
    SAME = "same", _("Unchanged")
    WRONG = "wrong", _("Has a mistake")
