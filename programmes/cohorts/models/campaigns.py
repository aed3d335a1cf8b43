"""Campaign codes: which poster, partner or post brought somebody here."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from mentoring.common.visibility import sees_all
from programmes.cohorts.models.programmes import Programme
from programmes.cohorts.states import Source


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, user: Any) -> "CampaignQuerySet":
        """Those of programmes one manages."""
        if sees_all(user, self.model):
            return self
        return self.filter(programme__in=user.roles.filter(role=Role.MANAGER).values("programme"))


class Campaign(models.Model):
    """A code for one channel or partner; it stands in the short link and in the QR code."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="campaigns", verbose_name=_("programme")
    )
    code = models.CharField(
        _("code"),
        max_length=24,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9-]{3,24}\Z", _("Use 3 to 24 small letters, digits or hyphens.")
            )
        ],
        help_text=_("Stands in the short link. Small letters, digits and hyphens."),
    )
    title = models.CharField(_("title"), max_length=80)
    channel = models.CharField(_("channel"), max_length=20, choices=Source)
    partner = models.CharField(_("partner"), max_length=80, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign code")
        verbose_name_plural = _("campaign codes")
        ordering = ("programme", "title")

    def __str__(self) -> str:
        return self.title
