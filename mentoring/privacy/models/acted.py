"""Rows that tell who did something and are never changed; auditors read them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor, ActorKind


class AuditedQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "AuditedQuerySet":
        return self if user.roles.filter(role=Role.AUDITOR).exists() else self.none()


class Acted(models.Model):
    """Who did it. The number of a user stays when the account goes: these rows never change."""

    actor_kind = models.CharField(_("by"), max_length=10, choices=ActorKind)
    actor_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )
    actor_role = models.CharField(_("role"), max_length=30, blank=True)

    class Meta:
        abstract = True

    @staticmethod
    def columns(by: Actor) -> dict[str, Any]:
        return {"actor_kind": by.kind, "actor_user": by.user, "actor_role": by.role}
