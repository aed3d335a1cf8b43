"""Pages of our own inside the staff area, and lists whose rows lead to them."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Model
from django.forms import BaseForm, Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.functional import Promise, cached_property
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from mentoring.common.admin import PolicyAdmin
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Acting
from mentoring.common.policies import Policy, PolicyMixin, policy, require
from mentoring.common.watching import Watching, loaded

Page = Callable[..., HttpResponse]


class StaffPage(PolicyMixin):
    """About one row: 404 where it is not the person's to see, 403 where the policy forbids."""

    model: type[Model]
    related: tuple[str, ...] = ()
    kwargs: dict[str, Any]
    http_method_names: Sequence[str]

    @cached_property
    def row(self) -> Any:
        """The row that the page is about."""
        visible = self.model._default_manager.visible_to(self.request.user)
        row = get_object_or_404(visible.select_related(*self.related), pk=self.kwargs["pk"])
        require(type(self).policy, self.request.user, row)
        return row

    @property
    def crumb(self) -> Model:
        """What the trail at the top of the page ends with."""
        row: Model = self.row
        return row

    def http_method_not_allowed(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Says so only of a row that the person may see."""
        allowed = [name.upper() for name in self.http_method_names if hasattr(self, name)]
        return HttpResponseNotAllowed(allowed if self.row else ())

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        frame = admin.site.each_context(self.request)
        about = {"opts": self.model._meta, "original": self.crumb, "zone": settings.TIME_ZONE}
        page: dict[str, Any] = super().get_context_data(**(frame | about | more))  # type: ignore[misc]
        if isinstance(form := page.get("form"), Watching):
            page["loaded"] = loaded([form])
        return page


class ActPage(Acting, StaffPage, FormView):
    """A form about one row, on a page of its own."""

    title: str | Promise = ""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**({"title": self.title, "back_url": self.back()} | more))


class AskPage(ActPage):
    """What one tap must not do: asked first, with what comes of it, done by the button."""

    form_class: type[BaseForm] = Form
    template_name = "admin/question.html"
    effect: str | Promise = ""
    button: str | Promise = ""
    variant = "danger"

    @property
    def named(self) -> str:
        """Whom or what it is about, for the heading."""
        return str(self.row)

    @property
    def kept(self) -> dict[str, str]:
        """What was asked with, and is sent along by the button."""
        return {}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "row": self.row,
            "named": self.named,
            "effect": self.effect,
            "button": self.button or self.title,
            "variant": self.variant,
            "kept": self.kept,
        }
        return super().get_context_data(**(page | more))


class ActBesidePage(Acting):
    """One of several forms on the page of a row is sent; stands before that page's class.

    The page has a method for each form, which takes the data and is named as in the template.
    """

    # Names that method.
    form_name: ClassVar[str]
    row: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who loads the page anew after a mistake comes back to the row."""
        return redirect(self.back())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = getattr(self, self.form_name)(request.POST)
        if form is None or not form.is_valid():
            return self.form_invalid(form)
        return self.form_valid(form)

    def explain(self, form: BaseForm, refusal: DomainError) -> HttpResponse:
        """With the row as it is now."""
        del self.row
        return super().explain(form, refusal)

    def refuse(self, form: BaseForm | None, status: int, **more: Any) -> HttpResponse:
        context = self.get_context_data(**{self.form_name: form}, **more)
        return self.render_to_response(context, status=status)


class PagesAdmin(PolicyAdmin):
    """A list, and pages of our own in place of Django's forms for a row, or beside them."""

    # Which of Django's own addresses stay; None is all of them.
    kept: tuple[str, ...] | None = ("changelist",)

    def pages(self) -> dict[str, tuple[str, Page]]:
        """Name → (address, view); the page named "change" is where a row leads."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        label = f"{self.opts.app_label}_{self.opts.model_name}"
        usual = super().get_urls()
        if self.kept is not None:
            kept = {f"{label}_{name}" for name in self.kept}
            usual = [url for url in usual if url.name in kept]
        own = [
            path(address, self.admin_site.admin_view(view), name=f"{label}_{name}")
            for name, (address, view) in self.pages().items()
        ]
        return [*own, *usual]


def verb(
    model: type[Model], rule: Policy, back: Callable[[Any], str]
) -> Callable[[Callable[..., str | Promise]], Page]:
    """A button: fetches the row, does it and says so, or says why not; then leads `back`."""

    def decorate(act: Callable[..., str | Promise]) -> Page:
        @require_POST
        def do(request: HttpRequest, row: Model) -> HttpResponse:
            try:
                messages.success(request, act(request, row))
            except DomainError as refusal:
                messages.error(request, refusal.message)
            return redirect(back(row))

        @policy(rule)
        @wraps(act)
        def view(request: HttpRequest, pk: UUID) -> HttpResponse:
            row = get_object_or_404(model._default_manager.visible_to(request.user), pk=pk)
            require(rule, request.user, row)
            return do(request, row)

        return view

    return decorate
