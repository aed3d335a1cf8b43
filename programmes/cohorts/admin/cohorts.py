"""Cohorts: window, ages, places, and the lists an applicant chooses from."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.forms import BaseInlineFormSet, ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.common.admin import PolicyAdmin, PolicyTabularInline
from programmes.cohorts.models import Cohort, Programme, SupportNeed, Topic
from programmes.cohorts.policies import can_manage_cohort


class OptionFormSet(BaseInlineFormSet):
    """What somebody has chosen already stays: removing it would change their answers."""

    def clean(self) -> None:
        super().clean()
        chosen = [form.instance for form in self.deleted_forms if _is_chosen(form.instance)]
        if chosen:
            names = ", ".join(map(str, chosen))
            raise ValidationError(_("Somebody has chosen this already: %s") % names)


class OptionInline(PolicyTabularInline):
    formset = OptionFormSet
    policies: ClassVar = dict.fromkeys(("view", "add", "change", "delete"), can_manage_cohort)
    fields = ("title_de", "title_en", "hint_de", "hint_en", "position")
    ordering_field = "position"
    hide_ordering_field = True
    tab = True


class TopicInline(OptionInline):
    model = Topic


class SupportNeedInline(OptionInline):
    model = SupportNeed


@admin.register(Cohort)
class CohortAdmin(PolicyAdmin):
    policies: ClassVar = {"change": can_manage_cohort, "add": can_manage_cohort}
    list_display = ("name", "programme", "opens_at", "closes_at", "starts_on", "ends_on", "places")
    list_filter = ("programme",)
    list_select_related = ("programme",)
    search_fields = ("name", "programme__name")
    inlines = (TopicInline, SupportNeedInline)
    fieldsets = (
        (None, {"fields": ("programme", "name", "places")}),
        (_("Applications"), {"fields": ("opens_at", "closes_at", ("min_age", "max_age"))}),
        (_("Cohort"), {"fields": ("starts_on", "ends_on")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Cohort | None = None) -> Any:
        """A cohort with its applications never moves to another programme."""
        readonly = super().get_readonly_fields(request, obj)
        return (*readonly, "programme") if obj else readonly

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name == "programme":
            kwargs["queryset"] = Programme.objects.managed_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _is_chosen(option: Any) -> bool:
    """Whether any form or profile names the option; who points here, higher apps know."""
    relations = (each for each in option._meta.related_objects if each.many_to_many)
    return any(getattr(option, each.get_accessor_name()).exists() for each in relations)
