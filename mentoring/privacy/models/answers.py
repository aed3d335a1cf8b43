"""Voluntary answers, some of them of the special kinds of Art. 9 GDPR: a store of their own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.privacy.models.consents import Consent
from mentoring.privacy.models.subjects import Subject
from mentoring.privacy.states import QUESTIONS, Purpose, Question


class VoluntaryAnswer(models.Model):
    """Read it through `services.answers` only; it has no page in the admin."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(_("question"), max_length=30, choices=Question)
    value = models.JSONField(_("answer"))
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("voluntary answer")
        verbose_name_plural = _("voluntary answers")
        constraints = (
            models.UniqueConstraint(fields=("subject", "question"), name="answer_once"),
            models.CheckConstraint(
                name="answer_serves_its_purpose",
                condition=Q(purpose=Purpose.OUTREACH, question__in=QUESTIONS[Purpose.OUTREACH])
                | Q(purpose=Purpose.MATCHING, question__in=QUESTIONS[Purpose.MATCHING]),
            ),
        )

    def __str__(self) -> str:
        # Never the value: a model's text ends up in logs and error pages.
        return str(self.pk)
