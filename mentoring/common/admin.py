"""What every list and form of the staff area keeps: policies, scope, and a narrow query string."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.contrib.admin import ShowFacets
from django.contrib.admin.filters import SimpleListFilter
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from unfold.admin import ModelAdmin, StackedInline, TabularInline

from mentoring.common.models import Lifecycled
from mentoring.common.policies import Policy
from mentoring.common.watching import loaded, watched

# How a filter of the side panel may be asked in the address.
ASKED_BY = ("", "__exact", "__in", "__isnull", "__id__exact", "__gte", "__lt", "_from", "_to")


class PolicyRules:
    """Permissions by policy: `policies` names a rule for "view", "change", "add", "delete".

    What is not named nobody may do. In an inline the rule is asked about the parent.
    """

    policies: ClassVar[Mapping[str, Policy]] = {}

    def allows(self, verb: str, request: HttpRequest, obj: Model | None = None) -> bool:
        rule = self.policies.get(verb)
        if rule is None:
            return False
        if obj is not None:
            return bool(rule(request.user, obj))
        # Side bar, index and list all ask this of every model; one page needs it once.
        known: dict[Policy, bool] = request.__dict__.setdefault("_allowed_in_general", {})
        if rule not in known:
            known[rule] = bool(rule(request.user, None))
        return known[rule]

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.allows("view", request, obj) or self.allows("change", request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.allows("change", request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.allows("add", request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.allows("delete", request, obj)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """Offer only what the person may see; a forged choice of anything else is invalid."""
        scope = getattr(db_field.remote_field.model._default_manager, "visible_to", None)
        if scope and "queryset" not in kwargs:
            kwargs["queryset"] = scope(request.user)
        field: ModelChoiceField | None = super().formfield_for_foreignkey(  # type: ignore[misc]
            db_field, request, **kwargs
        )
        return field


class PolicyAdmin(PolicyRules, ModelAdmin):
    """The base of every list and form. The model's manager must have `visible_to(user)`."""

    list_per_page = 50
    # So many still make one page.
    list_max_show_all = 500
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    warn_unsaved_form = True
    change_form_before_template = "admin/parts/loaded.html"
    # What an empty list says where nobody has narrowed it: what is missing, and what comes next.
    empty_title: str | Promise = ""
    empty_text: str | Promise = ""
    empty_icon = "inbox"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: QuerySet = self.model._default_manager.visible_to(request.user)
        ordering = self.get_ordering(request)
        return rows.order_by(*ordering) if ordering else rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """As the model's rows search: all words, in parts, with or without accents."""
        search = getattr(queryset, "search", None)
        if search is None:
            found: tuple[QuerySet, bool] = super().get_search_results(
                request, queryset, search_term
            )
            return found
        return (search(search_term) if search_term else queryset), False

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """What somebody may not see does not exist, here as on every other page."""
        raise Http404

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        """A form that notices what others have saved since the page was loaded."""
        form = watched(kwargs.pop("form", self.form))
        return super().get_form(*args, form=form, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        inlines = context["inline_admin_formsets"]
        rows = [form for inline in inlines for form in inline.formset.initial_forms]
        context["loaded"] = loaded([context["adminform"].form, *rows])
        return super().render_change_form(request, context, *args, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """A state is shown and never typed: only `lifecycle.move` changes it."""
        readonly = super().get_readonly_fields(request, obj)
        return (*readonly, "state") if issubclass(self.model, Lifecycled) else readonly

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the side panel offers; Django would allow any field, letter by letter."""
        asked = {_parameter(item) for item in self.get_list_filter(request)}
        asked |= {self.date_hierarchy} if self.date_hierarchy else set()
        return any(lookup == name + suffix for name in asked for suffix in ASKED_BY) or any(
            lookup.startswith(f"{self.date_hierarchy}__{part}") for part in ("year", "month", "day")
        )

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        return _log(request, obj, ADDITION, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        return _log(request, obj, CHANGE, message)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> None:
        for obj in queryset:
            _log(request, obj, DELETION, [])


class WatchedRows(PolicyRules):
    """Rows of a parent that colleagues may change, too."""

    def get_formset(self, *args: Any, **kwargs: Any) -> Any:
        form = watched(kwargs.pop("form", self.form))  # type: ignore[attr-defined]
        return super().get_formset(*args, form=form, **kwargs)  # type: ignore[misc]


class PolicyTabularInline(WatchedRows, TabularInline):
    """Rows of a parent, in a table."""

    extra = 0
    show_change_link = False


class PolicyStackedInline(WatchedRows, StackedInline):
    """Rows of a parent, one below the other."""

    extra = 0
    show_change_link = False


def _parameter(item: Any) -> str:
    if isinstance(item, str):
        return item
    if isinstance(item, type) and issubclass(item, SimpleListFilter):
        return item.parameter_name or ""
    return str(item[0])


def _log(request: HttpRequest, obj: Model, flag: int, message: Any) -> LogEntry:
    """Who changed which fields of which row; never a name or a value, which erasure would miss."""
    return LogEntry.objects.create(
        user_id=request.user.pk,  # type: ignore[misc]
        content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
        object_id=str(obj.pk),
        object_repr=f"{obj._meta.model_name} {obj.pk}",
        action_flag=flag,
        change_message=message if isinstance(message, str) else json.dumps(_without_names(message)),
    )


def _without_names(message: list[dict[str, dict[str, Any]]]) -> list[dict[str, dict[str, Any]]]:
    return [
        {
            verb: {key: value for key, value in what.items() if key != "object"}
            | ({"object": ""} if "object" in what else {})
            for verb, what in part.items()
        }
        for part in message
    ]
