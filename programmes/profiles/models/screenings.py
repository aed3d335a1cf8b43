"""What staff have checked before somebody meets a mentee; dates and initials, never a copy."""

import calendar
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from programmes.profiles.models.profiles import Profile


class Screening(models.Model):
    """Of a mentor or co-mentor.

    The certificate is the *erweitertes Führungszeugnis* (§ 30a BZRG): the law allows to note that
    and when it was seen, not to keep it (§ 72a SGB VIII).
    """

    profile = models.OneToOneField(
        Profile, on_delete=models.CASCADE, related_name="screening", verbose_name=_("person")
    )
    talk_held_on = models.DateField(_("talk held"), null=True, blank=True)
    agreement_signed_on = models.DateField(_("agreement signed"), null=True, blank=True)
    training_on = models.DateField(_("training attended"), null=True, blank=True)
    certificate_issued_on = models.DateField(_("certificate issued"), null=True, blank=True)
    certificate_seen_on = models.DateField(_("certificate seen"), null=True, blank=True)
    certificate_seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("certificate seen by"),
    )
    goes_without = models.BooleanField(
        _("goes on without a certificate"),
        default=False,
        help_text=_("Is never matched with minors, and we do not ask for one any more."),
    )

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    certificate_issued_on__isnull=True,
                    certificate_seen_on__isnull=True,
                    certificate_seen_by__isnull=True,
                )
                | Q(
                    certificate_issued_on__isnull=False,
                    # An unknown comparison passes: a check refuses only what is false.
                    certificate_seen_on__isnull=False,
                    certificate_seen_on__gte=F("certificate_issued_on"),
                    certificate_seen_by__isnull=False,
                ),
                name="screening_certificate_complete",
                violation_error_message=_(
                    "Please give both dates of the certificate; it is seen after it was issued."
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.profile)

    def certificate_holds(self, day: date) -> bool:
        """Whether a certificate was seen that is not too old on `day`."""
        return is_fresh(self.certificate_issued_on, self.profile.cohort.certificate_months, day)


def is_fresh(issued: date | None, months: int, day: date) -> bool:
    """Whether a certificate issued then still holds on `day`, `months` being how long it does."""
    return issued is not None and day < months_after(issued, months)


def months_after(day: date, months: int) -> date:
    """The same day of a later (or, below zero, earlier) month, or that month's last."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
