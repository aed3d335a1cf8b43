"""Every view says who may use it, in one place and one way.

A policy is a function `can_x(user, obj) -> bool`. Function views take the decorator, class
views the mixin; a test walks all URLs and fails on a view that says nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase

Policy = Callable[[Any, Any], bool]
View = Callable[..., HttpResponseBase]


def anyone(user: object, obj: object = None) -> bool:
    """Public: no account needed."""
    return True


def link_holder(user: object, obj: object = None) -> bool:
    """Whoever holds the mailed link; the view itself reads the token and refuses bad ones."""
    return True


def can_sign_in(user: Any, obj: object = None) -> bool:
    """Anybody who is signed in."""
    return bool(user.is_authenticated and user.is_active)


def require(policy: Policy, user: Any, obj: object) -> None:
    """Let only those go on whom the policy allows to act on `obj`; the page answers 403.

    Raises:
        PermissionDenied: it does not allow `user`.
    """
    if not policy(user, obj):
        raise PermissionDenied


def policy(rule: Policy) -> Callable[[View], View]:
    """Guard a function view; a rule about an object is checked by `require` once it is fetched."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if refusal := _refusal(rule, request):
                return refusal
            return view(request, *args, **kwargs)

        guarded.policy = rule  # type: ignore[attr-defined]
        return guarded

    return decorate


class PolicyMixin:
    """Guard a class view: `policy` names the rule, checked before any method runs."""

    policy: ClassVar[Policy]
    # Whether German says "du" on this page.
    informal: ClassVar[bool] = False
    request: HttpRequest

    @classmethod
    def as_view(cls, **initkwargs: Any) -> View:
        view: View = super().as_view(**initkwargs)  # type: ignore[misc]
        guarded = policy(cls.policy)(view)
        guarded.informal = cls.informal  # type: ignore[attr-defined]
        return guarded


def _refusal(rule: Policy, request: HttpRequest) -> HttpResponse | None:
    if rule(request.user, None):
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise PermissionDenied
