"""Legal pages: each saving is a new version, and every old one can be read."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from mentoring.common.actors import Actor
from mentoring.common.admin import PolicyAdmin
from mentoring.common.clock import now
from mentoring.common.rich_text import to_html
from programmes.cohorts.models import LegalPage, Programme
from programmes.cohorts.policies import can_manage_legal_page
from programmes.cohorts.services import legal
from programmes.cohorts.states import LegalKind

TEXTS = ("body_de", "body_en")


class LegalPageForm(ModelForm):
    """A version that changes nothing is refused here, where the fields can say so."""

    class Meta:
        model = LegalPage
        fields: tuple[str, ...] = ()
        help_texts: ClassVar = {
            "body_de": _(
                "## makes a heading, - a list, [words](https://…) a link. Fill in what stands in"
                " [brackets]."
            ),
            "body_en": _("Left blank, English readers get the German text."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "programme" in cleaned and "kind" in cleaned:
            last = legal.newest(cleaned["programme"], cleaned["kind"])
            if last and all(cleaned.get(name) == getattr(last, name) for name in TEXTS):
                raise ValidationError(_("Nothing has changed, so there is no new version."))
        return cleaned


@admin.register(LegalPage)
class LegalPageAdmin(PolicyAdmin):
    policies: ClassVar = {"view": can_manage_legal_page, "add": can_manage_legal_page}
    form = LegalPageForm
    list_display = ("page", "programme", "version", "published_at", "published_by")
    list_filter = ("programme", "kind")
    list_select_related = ("programme", "published_by")
    ordering = ("-published_at",)
    list_before_template = "admin/cohorts/legal_overview.html"
    actions = None

    class Media:
        css: ClassVar = {"all": ("css/staff.css",)}

    def get_fieldsets(self, request: HttpRequest, obj: LegalPage | None = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("programme", "kind", *TEXTS)}),)
        shown = ("page", "programme", "version", "published_at", "published_by", "versions")
        return (
            (None, {"fields": shown}),
            (_("German"), {"fields": ("german",)}),
            (_("English"), {"fields": ("english",)}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: LegalPage | None = None) -> Any:
        return ("page", "versions", "german", "english") if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The last version, or our own text with gaps, of the page that the address names."""
        managed = Programme.objects.managed_by(request.user)
        wanted = str(request.GET.get("programme", ""))
        programme = managed.filter(pk=int(wanted)).first() if wanted.isdecimal() else None
        kind = request.GET.get("kind", "")
        if programme is None or kind not in LegalKind.values:
            return {}
        return {"programme": programme, "kind": kind, **legal.draft(programme, kind)}

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.related_model is Programme:
            kwargs["queryset"] = Programme.objects.managed_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(
        self,
        request: HttpRequest,
        obj: LegalPage,
        form: ModelForm,
        change: bool,  # noqa: FBT001
    ) -> None:
        """A new version, whatever the form was opened with."""
        made = legal.publish(
            obj.programme,
            obj.kind,
            body_de=obj.body_de,
            body_en=obj.body_en,
            by=Actor.of(request.user),
            now=now(),
        )
        obj.pk, obj.version = made.pk, made.version
        if legal.GAP.search(obj.body_de + obj.body_en):
            messages.warning(request, _("Published. There are still gaps in [brackets]."))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        programmes = Programme.objects.managed_by(request.user)[:20]
        overview = [(each, list(_pages(each))) for each in programmes]
        return super().changelist_view(request, {"overview": overview, **(extra_context or {})})

    @display(description=_("page"), ordering="kind")
    def page(self, row: LegalPage) -> str:
        return row.get_kind_display()

    @display(description=_("German"))
    def german(self, row: LegalPage) -> SafeString:
        return format_html('<div class="staff-prose">{}</div>', to_html(row.body_de))

    @display(description=_("English"))
    def english(self, row: LegalPage) -> SafeString:
        return format_html('<div class="staff-prose">{}</div>', to_html(row.body_en or "–"))

    @display(description=_("versions"))
    def versions(self, row: LegalPage) -> SafeString:
        """Which there were, since when and by whom."""
        rows = LegalPage.objects.filter(programme=row.programme_id, kind=row.kind)
        return format_html_join(
            "",
            '<a class="block py-1 text-link" href="{}">{} · {} · {}</a>',
            (
                (_url(each), each.version, _day(each), each.published_by or "–")
                for each in rows.select_related("published_by")
            ),
        )


def _pages(programme: Programme) -> Any:
    """Each page that there should be, with its newest version if there is one."""
    current = {page.kind: page for page in LegalPage.objects.current(programme)}
    for kind in LegalKind:
        begin = reverse("admin:cohorts_legalpage_add")
        yield kind, current.get(kind), f"{begin}?programme={programme.pk}&kind={kind}"


def _url(page: LegalPage) -> str:
    return reverse("admin:cohorts_legalpage_change", args=[page.pk])


def _day(page: LegalPage) -> str:
    return date_format(localtime(page.published_at), "SHORT_DATETIME_FORMAT")
