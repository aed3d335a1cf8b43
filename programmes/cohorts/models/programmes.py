"""A programme: what stays the same from one cohort to the next."""

import re
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from mentoring.common.models import Localised
from mentoring.common.visibility import sees_all
from programmes.cohorts.models.mentor_settings import MentorSettings

SLUG = re.compile(r"[-\w]{1,50}", re.ASCII)


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: Any) -> "ProgrammeQuerySet":
        """The programmes in which `user` has a role; all of them for the operator."""
        if sees_all(user, self.model):
            return self
        return self.filter(roles__user=user).distinct()

    def managed_by(self, user: Any) -> "ProgrammeQuerySet":
        """The programmes whose settings and staff are `user`'s to change."""
        if sees_all(user, self.model):
            return self
        return self.filter(roles__user=user, roles__role=Role.MANAGER)

    def told(self, by_link: str) -> "Programme | None":
        """The one whose slug a link tells, before a tone; it may be anything somebody made up."""
        slug = by_link.partition("~")[0]
        return self.filter(slug=slug).first() if SLUG.fullmatch(slug) else None


class Programme(MentorSettings):
    slug = models.SlugField(
        _("name in the web address"),
        unique=True,
        help_text=_(
            "Small letters, digits and hyphens: the public page is found under it. It stands on"
            " posters, so it stays as it is."
        ),
    )
    name = models.CharField(_("name"), max_length=80)
    headline_de = models.CharField(_("headline (German)"), max_length=160)
    headline_en = models.CharField(_("headline (English)"), max_length=160, blank=True)
    intro_de = models.TextField(_("introduction (German)"))
    intro_en = models.TextField(_("introduction (English)"), blank=True)
    audience_de = models.TextField(_("for whom (German)"))
    audience_en = models.TextField(_("for whom (English)"), blank=True)
    contact_email = models.EmailField(_("contact address"))
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)

    headline = Localised("headline")
    intro = Localised("intro")
    audience = Localised("audience")

    objects = ProgrammeQuerySet.as_manager()

    class Meta(MentorSettings.Meta):
        abstract = False
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("applications:programme", args=[self.slug])
