"""Choosing a language, on this device and for mails."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from mentoring.accounts.models import User
from mentoring.common.policies import anyone, policy


# A language is no secret worth a token: with one, every public page would set a cookie.
@csrf_exempt
@policy(anyone)
def choose(request: HttpRequest) -> HttpResponseBase:
    """Sets the cookie; who is signed in also gets mails in this language from now on."""
    response = set_language(request)
    chosen = request.POST.get("language", "")
    if request.method == "POST" and isinstance(request.user, User):
        _remember(request.user, chosen)
    return response


def _remember(user: User, chosen: str) -> None:
    offered = {"de", "en"}
    # Choosing German again must not turn a "du" in mails into a "Sie".
    if chosen in offered and not user.language.startswith(chosen):
        user.language = chosen
        user.save(update_fields=["language"])
