"""A person in a cohort."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.privacy.models import Subject
from programmes.cohorts.models import Cohort, SupportNeed, Topic
from programmes.cohorts.states import Region
from programmes.profiles.states import MeetingFormat, Part, PartOfWeek, SpokenLanguage


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible_to(self, user: Any) -> "ProfileQuerySet":
        """One's own profiles, and those of the programmes one manages."""
        if user.is_superuser:
            return self
        managed = Cohort.objects.filter(
            programme__roles__user=user, programme__roles__role="manager"
        )
        return self.filter(models.Q(user=user) | models.Q(cohort__in=managed))


class Profile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Consents and voluntary answers hang on the subject, which is older than any account.
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="profiles", editable=False
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="profiles", verbose_name=_("cohort")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="profiles",
        verbose_name=_("person"),
    )
    part = models.CharField(_("part"), max_length=10, choices=Part, editable=False)
    given_name = models.CharField(_("given name"), max_length=80)
    family_name = models.CharField(_("family name"), max_length=80)
    region = models.CharField(_("region"), max_length=2, choices=Region, blank=True)
    languages = ArrayField(
        models.CharField(max_length=3, choices=SpokenLanguage), verbose_name=_("languages")
    )
    times = ArrayField(
        models.CharField(max_length=10, choices=PartOfWeek),
        verbose_name=_("good times"),
        default=list,
        blank=True,
    )
    meeting_format = models.CharField(_("in person or video"), max_length=10, choices=MeetingFormat)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True)
    needs = models.ManyToManyField(SupportNeed, verbose_name=_("support needs"), blank=True)
    # Whether the account came with this profile: who takes the one back takes the other, too.
    made_account = models.BooleanField(default=False, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        ordering = ("family_name", "given_name")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "part", "user"), name="profile_once_a_part"),
        )

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"
