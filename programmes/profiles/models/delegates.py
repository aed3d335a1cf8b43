"""The people of a mentor's office."""

import uuid
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.common.models.search import sorted_by
from mentoring.common.text import FULL_NAME_LENGTH
from mentoring.common.visibility import sees_all
from programmes.cohorts.models import Programme
from programmes.profiles.models.profiles import Profile
from programmes.profiles.states import Part, Scope


class DelegateQuerySet(models.QuerySet["Delegate"]):
    def visible_to(self, user: Any) -> "DelegateQuerySet":
        """Those of one's own office, and those of the programmes one manages."""
        if sees_all(user, self.model):
            return self
        managed = Programme.objects.managed_by(user)
        own = Q(mentor__user=user, mentor__part=Part.MENTOR)
        return self.filter(own | Q(mentor__cohort__programme__in=managed))

    def holding(self, day: date) -> "DelegateQuerySet":
        """Whose grant has neither been revoked nor ended on `day`."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=day)


class Delegate(models.Model):
    """A named person who acts for a mentor, visibly and until a day.

    Comes in by a mailed link, without an account; revoking or a new link outdates it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mentor = models.ForeignKey(
        Profile, on_delete=models.CASCADE, related_name="delegates", verbose_name=_("mentor")
    )
    name = models.CharField(_("name"), max_length=FULL_NAME_LENGTH)
    email = models.EmailField(_("e-mail address"), max_length=254)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope), verbose_name=_("may do"))
    expires_on = models.DateField(_("until"))
    invited_at = models.DateTimeField(_("invited"), editable=False)
    # Who invited: staff or the mentor. It is said in the first mail.
    invited_by_staff = models.BooleanField(default=False, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    link_version = models.PositiveIntegerField(default=0, editable=False)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("office member")
        verbose_name_plural = _("office members")
        ordering = (sorted_by("name"), "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("mentor", "email"),
                condition=Q(revoked_at__isnull=True),
                name="delegate_once_an_office",
            ),
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0),
                name="delegate_has_a_scope",
                violation_error_message=_("Please choose at least one thing the office may do."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def scope_labels(self) -> list[Any]:
        """What the grant allows, in words."""
        return [Scope(scope).label for scope in self.scopes]

    def may(self, scope: Scope, day: date) -> bool:
        """Whether the grant allows `scope` on `day`."""
        return self.revoked_at is None and day <= self.expires_on and scope in self.scopes
