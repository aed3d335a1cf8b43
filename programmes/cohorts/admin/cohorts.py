"""Cohorts: window, ages, texts, and all that an applicant is asked."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from mentoring.common.admin import PolicyStackedInline, PolicyTabularInline
from mentoring.common.admin_pages import Page, PagesAdmin
from mentoring.common.clock import now
from programmes.cohorts.admin.filters import OpenFilter, ProgrammeFilter
from programmes.cohorts.admin.steps import CopyPage, OpenPage, TakeBackPage
from programmes.cohorts.forms import (
    AnsweredFormSet,
    CohortForm,
    ExtraQuestionForm,
    KeepingFormSet,
)
from programmes.cohorts.models import (
    Cohort,
    ExtraQuestion,
    FrequentQuestion,
    GuideChapter,
    Programme,
    SupportNeed,
    Topic,
)
from programmes.cohorts.policies import can_manage_cohort
from programmes.cohorts.services import checklist
from programmes.cohorts.states import CohortState

COLOURS = {CohortState.DRAFT: "warning", CohortState.OPEN: "success"}
POLICIES = dict.fromkeys(("view", "add", "change", "delete"), can_manage_cohort)


class OptionInline(PolicyTabularInline):
    formset = KeepingFormSet
    policies: ClassVar = POLICIES
    fields = ("title_de", "title_en", "hint_de", "hint_en", "position")
    ordering_field = "position"
    hide_ordering_field = True
    tab = True


class TopicInline(OptionInline):
    model = Topic


class SupportNeedInline(OptionInline):
    model = SupportNeed


class TextInline(PolicyStackedInline):
    """Rows with long texts, one below the other, in an order that staff choose."""

    policies: ClassVar = POLICIES
    ordering_field = "position"
    hide_ordering_field = True
    tab = True


class ExtraQuestionInline(TextInline):
    model = ExtraQuestion
    form = ExtraQuestionForm
    formset = AnsweredFormSet
    fields = (
        "title_de",
        "title_en",
        "hint_de",
        "hint_en",
        "kind",
        "choices_de",
        "choices_en",
        "asked_of",
        ("is_required", "is_asked"),
        "position",
    )


class FrequentQuestionInline(TextInline):
    model = FrequentQuestion
    fields = ("question_de", "question_en", "answer_de", "answer_en", "position")


class GuideChapterInline(TextInline):
    model = GuideChapter
    fields = ("minutes", "title_de", "title_en", "questions_de", "questions_en", "position")


@admin.register(Cohort)
class CohortAdmin(PagesAdmin):
    kept = None
    policies: ClassVar = {"change": can_manage_cohort, "add": can_manage_cohort}
    form = CohortForm
    list_display = (
        *("name", "programme", "state_label"),
        *("opens_at", "closes_at", "starts_on", "ends_on", "places"),
    )
    list_filter = (ProgrammeFilter, "state", OpenFilter)
    list_filter_submit = True
    list_select_related = ("programme",)
    search_fields = ("name", "programme__name")
    change_form_outer_before_template = "admin/cohorts/cohort_ways.html"
    inlines = (
        TopicInline,
        SupportNeedInline,
        ExtraQuestionInline,
        FrequentQuestionInline,
        GuideChapterInline,
    )
    fieldsets = (
        (None, {"fields": ("programme", "name", "places")}),
        (_("Applications"), {"fields": ("opens_at", "closes_at", ("min_age", "max_age"))}),
        (_("Cohort"), {"fields": ("starts_on", "ends_on")}),
        (
            _("Form"),
            {"classes": ["tab"], "fields": ("tone", "form_languages", "left_out")},
        ),
        (
            _("Mentors"),
            {
                "classes": ["tab"],
                "fields": ("mentor_tone", "takes_interest", "certificate_months", "allows_names"),
            },
        ),
        (
            _("Texts"),
            {
                "classes": ["tab"],
                "fields": ("welcome_de", "welcome_en", "thanks_de", "thanks_en"),
            },
        ),
        (
            _("Deadlines"),
            {
                "classes": ["tab"],
                "fields": ("decision_days", "drafts_kept_days", "refused_kept_days"),
            },
        ),
    )

    class Media:
        css: ClassVar = {"all": ("css/staff.css",)}

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "open": ("<int:pk>/open/", OpenPage.as_view()),
            "take_back": ("<int:pk>/take-back/", TakeBackPage.as_view()),
            "copy": ("<int:pk>/copy/", CopyPage.as_view()),
        }

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """With the list of what must stand before it opens."""
        cohort = self.get_object(request, object_id)
        found = checklist.results(cohort, now=now()) if cohort else []
        has_begun = cohort is not None and cohort.opens_at <= now()
        more = {"checklist": found, "is_ready": all(each.is_fine for each in found)}
        more |= {"has_begun": has_begun} | (extra_context or {})
        return super().change_view(request, object_id, form_url, more)

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_label(self, row: Cohort) -> tuple[str, str]:
        return row.state, row.get_state_display()

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
