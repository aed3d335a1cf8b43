"""Which member of staff does what in which programme."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import GRANTED_BY_MANAGERS, Role
from mentoring.common.visibility import sees_all
from programmes.cohorts.models.programmes import Programme


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def visible_to(self, user: Any) -> "RoleAssignmentQuerySet":
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def granted_by(self, user: Any) -> "RoleAssignmentQuerySet":
        """The roles that `user` may give and take away."""
        if sees_all(user, self.model):
            return self
        return self.filter(
            programme__in=Programme.objects.managed_by(user), role__in=GRANTED_BY_MANAGERS
        )


class RoleAssignment(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="roles",
        verbose_name=_("person"),
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="roles", verbose_name=_("programme")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = (
            models.UniqueConstraint(fields=("user", "programme", "role"), name="role_once"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
