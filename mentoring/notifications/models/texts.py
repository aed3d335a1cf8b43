"""The words that a programme has for its mails, in place of the usual ones."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentoring.notifications.letter_text import Words
from programmes.cohorts.models import Cohort, Programme

# As much as the forms take, and the column of the mails.
LONGEST_SUBJECT, LONGEST_TEXT = 200, 8000


class MailTextQuerySet(models.QuerySet["MailText"]):
    def visible_to(self, user: Any) -> "MailTextQuerySet":
        """Those of programmes one manages."""
        return self.filter(programme__in=Programme.objects.managed_by(user))

    def words_for(
        self, template: str, language: str, *, programme: Programme, cohort: Cohort | None
    ) -> Words | None:
        """Those of the cohort, else those of the programme; None where the usual ones count."""
        which = Q(cohort=None) if cohort is None else Q(cohort=None) | Q(cohort=cohort)
        rows = self.filter(which, programme=programme, template=template, language=language)
        found = rows.order_by(F("cohort").asc(nulls_last=True)).first()
        return found.words if found else None


class MailText(models.Model):
    """Subject and text of one mail in one language, for a programme or for one of its cohorts.

    Placeholders stand in braces; see `mentoring.notifications.letter_text`.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="mail_texts", verbose_name=_("programme")
    )
    cohort = models.ForeignKey(
        Cohort,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="mail_texts",
        verbose_name=_("cohort"),
    )
    template = models.CharField(_("mail"), max_length=60)
    language = models.CharField(_("language"), max_length=15, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    changed_at = models.DateTimeField(_("changed"), editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
        editable=False,
    )

    objects = MailTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a mail")
        verbose_name_plural = _("texts of mails")
        ordering = ("programme", "template", "language")
        constraints = (
            models.UniqueConstraint(
                name="mail_text_once",
                fields=("programme", "cohort", "template", "language"),
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return self.subject

    @property
    def words(self) -> Words:
        return Words(self.subject, self.text)
