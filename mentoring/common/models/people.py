"""What all rows about a person by name have in common."""

from django.db import models
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.models.search import sort_column
from mentoring.common.text import FULL_NAME_LENGTH, NAME_LENGTH, full_name

__all__ = ["FULL_NAME_LENGTH", "NAME_LENGTH", "Named", "has_name"]


class Named(models.Model):
    """A given and a family name; who has only one leaves either blank."""

    given_name = models.CharField(_("given name"), max_length=NAME_LENGTH, blank=True)
    family_name = models.CharField(_("family name"), max_length=NAME_LENGTH, blank=True)
    sort_name = sort_column("family_name", "given_name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return full_name(self.given_name, self.family_name)

    @property
    def short_name(self) -> str:
        """How somebody is addressed by the given name; by the only one where there is none."""
        return self.given_name or self.family_name

    @property
    def initials(self) -> str:
        """What stands for a face."""
        return (self.given_name[:1] + self.family_name[:1]).upper()


def has_name(name: str) -> CheckConstraint:
    """Nobody is without any name; `name` begins with that of the model."""
    return CheckConstraint(condition=~Q(given_name="", family_name=""), name=f"{name}_has_name")
