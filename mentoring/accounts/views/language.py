"""Choosing in which language one reads on this device."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from mentoring.common.policies import anyone, policy


# A language is no secret worth a token: with one, every public page would set a cookie.
@csrf_exempt
@policy(anyone)
def choose(request: HttpRequest) -> HttpResponseBase:
    """Sets the cookie; in which language mails come is asked where one's own data are changed."""
    return set_language(request)
