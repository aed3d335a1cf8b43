"""Answers to the questions that a cohort asks on top of the usual ones."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.applications.models.applications import Application
from programmes.cohorts.models import ExtraQuestion


class ExtraAnswer(models.Model):
    """A text, or the German words of what was chosen."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="extra_answers"
    )
    question = models.ForeignKey(ExtraQuestion, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"), max_length=2000, blank=True)
    chosen = ArrayField(
        models.CharField(max_length=80), verbose_name=_("chosen"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("answer to a question of our own")
        verbose_name_plural = _("answers to questions of our own")
        constraints = (
            models.UniqueConstraint(fields=("application", "question"), name="extra_answer_once"),
        )

    def __str__(self) -> str:
        return self.text or ", ".join(self.chosen)
