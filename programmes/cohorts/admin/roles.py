"""Roles in a table; it shows and takes only what the signed-in person may give."""

from typing import Any

from django.db.models import CharField, ForeignKey, QuerySet
from django.forms import ChoiceField, ModelChoiceField
from django.http import HttpRequest

from mentoring.accounts.models import User
from mentoring.accounts.states import GRANTED_BY_MANAGERS, Role
from mentoring.common.admin import PolicyTabularInline
from programmes.cohorts.models import Programme, RoleAssignment
from programmes.cohorts.policies import staff_visible_to


class RolesInline(PolicyTabularInline):
    model = RoleAssignment
    tab = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[RoleAssignment]:
        rows: QuerySet[RoleAssignment] = super().get_queryset(request)
        return rows.filter(pk__in=RoleAssignment.objects.granted_by(request.user))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.related_model is Programme:
            kwargs["queryset"] = Programme.objects.managed_by(request.user)
        if db_field.related_model is User:
            kwargs["queryset"] = staff_visible_to(request.user).filter(is_staff=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(
        self, db_field: CharField, request: HttpRequest, **kwargs: Any
    ) -> ChoiceField:
        if not request.user.is_superuser:
            kwargs["choices"] = [
                ("", "---------"),
                *(choice for choice in Role.choices if choice[0] in GRANTED_BY_MANAGERS),
            ]
        field: ChoiceField = super().formfield_for_choice_field(db_field, request, **kwargs)
        return field
