"""What a programme's lists mean by their headings and words: chosen once, proposed ever after."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.cohorts.models import Programme

# Longer headings and words are asked for anew each time.
LONGEST = 200


class RememberedColumn(models.Model):
    """`heading` is folded, so that its spelling does not matter; a blank field is passed over."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(_("heading"), max_length=LONGEST)
    field = models.CharField(_("field"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("remembered column")
        verbose_name_plural = _("remembered columns")
        ordering = ("programme", "heading")
        constraints = (
            models.UniqueConstraint(fields=("programme", "heading"), name="remembered_column_once"),
        )

    def __str__(self) -> str:
        return self.heading


class RememberedValue(models.Model):
    """`cell` and `meaning` are folded; a blank meaning is passed over.

    A topic is remembered by its title, as each cohort has its own topics.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(_("field"), max_length=40)
    cell = models.CharField(_("cell"), max_length=LONGEST)
    meaning = models.CharField(_("meaning"), max_length=LONGEST, blank=True)

    class Meta:
        verbose_name = _("remembered value")
        verbose_name_plural = _("remembered values")
        ordering = ("programme", "field", "cell")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "field", "cell"), name="remembered_value_once"
            ),
        )

    def __str__(self) -> str:
        return self.cell
