"""What somebody agreed to, word for word. Rows are only ever added; the database sees to it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.privacy.models.acted import Acted, AuditedQuerySet
from mentoring.privacy.models.subjects import Subject
from mentoring.privacy.states import Channel, ConsentKind, Purpose


class ConsentText(models.Model):
    """A text exactly as it was shown; a changed text is a new version."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=15, choices=settings.LANGUAGES)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    body = models.TextField(_("text"))

    objects = AuditedQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        ordering = ("purpose", "-version", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("purpose", "version", "language"), name="consent_text_once"
            ),
            # The target of the foreign key with which a consent's copies are kept true.
            models.UniqueConstraint(
                fields=("id", "purpose", "version", "language", "sha256"),
                name="consent_text_identity",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version} ({self.language})"


class ConsentQuerySet(AuditedQuerySet):
    def of(self, subject: Subject, purpose: str) -> "ConsentQuerySet":
        """The newest first; the first one says what holds."""
        return self.filter(subject=subject, purpose=purpose).order_by("-pk")


class Consent(Acted):
    """One act: given or withdrawn. A withdrawal names the text that had been agreed to."""

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="consents", verbose_name=_("person")
    )
    kind = models.CharField(_("act"), max_length=10, choices=ConsentKind)
    text = models.ForeignKey(
        ConsentText, on_delete=models.PROTECT, related_name="consents", verbose_name=_("text")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=15, choices=settings.LANGUAGES)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    at = models.DateTimeField(_("when"))

    objects = ConsentQuerySet.as_manager()

    if TYPE_CHECKING:
        subject_id: object

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-pk",)
        indexes = (models.Index(fields=("subject", "purpose", "-id"), name="consent_latest"),)

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_kind_display()}"
