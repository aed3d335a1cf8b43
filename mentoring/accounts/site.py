"""The staff area: Django's admin, closed to everybody without a second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from unfold.sites import UnfoldAdminSite

from mentoring.accounts import second_factor
from mentoring.common.admin import PolicyRules

View = Callable[..., HttpResponse]
# Nobody has a password that could be changed.
WITHOUT = {"password_change", "password_change_done"}


class StaffSite(UnfoldAdminSite):
    """Every address asks, in this order: signed in, staff, second factor enrolled and shown."""

    # A closing "no such page" view would need a policy of its own; Django's 404 serves as well.
    final_catch_all_view = False

    def register(self, model: Any, admin_class: Any = None, **options: Any) -> None:
        """Lists without policies, such as packages bring along, stay outside."""
        if admin_class and issubclass(admin_class, PolicyRules):
            super().register(model, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        if not (user.is_active and user.is_staff):
            return False
        # Asked several times a page, answered by one query.
        if not hasattr(request, "_has_second_factor"):
            request._has_second_factor = (  # type: ignore[attr-defined]
                second_factor.was_shown(request) and second_factor.is_enrolled(user)
            )
        return bool(request._has_second_factor)  # type: ignore[attr-defined]

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002
        inner = super().admin_view(view, cacheable)

        @wraps(view)
        def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if self.has_permission(request):
                return inner(request, *args, **kwargs)
            return _refuse(request)

        return gated

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one door for all; the admin's own form asks for a password."""
        return redirect("admin:index")

    def get_urls(self) -> list[URLPattern]:
        return [url for url in super().get_urls() if getattr(url, "name", "") not in WITHOUT]


def _refuse(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not request.user.is_staff:
        raise PermissionDenied
    if request.method not in {"GET", "HEAD"}:
        raise PermissionDenied(_("The staff area needs your second factor."))
    return _ask_for_second_factor(request)


def _ask_for_second_factor(request: HttpRequest) -> HttpResponse:
    if second_factor.is_enrolled(request.user):
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('mfa_reauthenticate')}?{query}")
    messages.warning(
        request,
        _("The staff area needs a second factor. Please set up an authenticator app or a passkey."),
    )
    return redirect("mfa_index")
