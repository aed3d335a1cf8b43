"""What sign-in may do here: nobody makes an account of their own."""

from string import digits
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

CODE_LENGTH = 6
# Where the session keeps the code that really went out.
MAILED_CODE = "mailed_code"


class ClosedAccountAdapter(DefaultAccountAdapter):
    """People get an account by being accepted, or from staff."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def generate_login_code(self) -> str:
        """Six digits, as people know them; few, so each code has few tries: see `attempts`."""
        return get_random_string(CODE_LENGTH, digits)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Greet people in their language, unless this device has chosen one."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite="Lax",
            )
        return response
