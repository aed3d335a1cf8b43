"""Programmes: the texts of the public page, and who works for it."""

from typing import Any, ClassVar

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.states import Role
from mentoring.common.admin import PolicyAdmin
from programmes.cohorts.admin.roles import RolesInline
from programmes.cohorts.forms import ProgrammeForm
from programmes.cohorts.models import Programme, RoleAssignment
from programmes.cohorts.policies import can_create_programme, can_manage_programme

MENTORS = (
    ("mentors_are_de", "mentors_are_en"),
    ("function_label_de", "function_label_en"),
    ("function_hint_de", "function_hint_en"),
    "has_offices",
    ("affiliation_label_de", "affiliation_label_en"),
    ("affiliations_de", "affiliations_en"),
    ("affiliation_wish_de", "affiliation_wish_en"),
    ("affiliation_nearest_de", "affiliation_nearest_en"),
    ("partner_source_de", "partner_source_en"),
)


class TeamInline(RolesInline):
    verbose_name_plural = _("team")
    policies: ClassVar = dict.fromkeys(("view", "add", "change", "delete"), can_manage_programme)


@admin.register(Programme)
class ProgrammeAdmin(PolicyAdmin):
    policies: ClassVar = {"change": can_manage_programme, "add": can_create_programme}
    form = ProgrammeForm
    list_display = ("name", "slug", "contact_email")
    search_fields = ("name", "slug")
    list_before_template = "admin/cohorts/who_creates.html"
    inlines = (TeamInline,)
    fieldsets = (
        (None, {"fields": ("name", "slug", "contact_email", "contact_phone")}),
        (_("German"), {"classes": ["tab"], "fields": ("headline_de", "intro_de", "audience_de")}),
        (_("English"), {"classes": ["tab"], "fields": ("headline_en", "intro_en", "audience_en")}),
        (_("Mentors"), {"classes": ["tab"], "fields": MENTORS}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Programme | None = None) -> Any:
        """The address is printed on posters: it stays."""
        readonly = super().get_readonly_fields(request, obj)
        return (*readonly, "slug") if obj else readonly

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Any,
        change: bool,  # noqa: FBT001
    ) -> None:
        """Who made it manages it, or could not find it again."""
        super().save_related(request, form, formsets, change)
        if not change and not request.user.is_superuser:
            RoleAssignment.objects.get_or_create(
                user=request.user, programme=form.instance, role=Role.MANAGER
            )
