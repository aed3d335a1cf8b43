"""All mails on one page, so that a newcomer can follow every link; in development only."""

import re
import time
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import DetailView, ListView

from mentoring.common.policies import PolicyMixin, policy
from mentoring.notifications.models import Mail
from mentoring.notifications.services.composing import compose

TOTP_SECONDS = 30


def in_development(user: object, obj: object = None) -> bool:
    """Anybody, where DEBUG is on; the address does not even exist elsewhere."""
    if not settings.DEBUG:
        raise Http404
    return True


class MailboxView(PolicyMixin, ListView):
    """Every mail that was posted, the newest first, and the codes that staff need to sign in."""

    policy = in_development
    template_name = "notifications/mailbox.html"
    context_object_name = "mails"
    paginate_by = 50

    def get_queryset(self) -> Any:
        """Mails to one address where `?to=` names it."""
        mails = Mail.objects.defer("text", "html", "calendar")
        to = self.request.GET.get("to", "")
        return mails.filter(to__iexact=to) if to else mails

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seconds = TOTP_SECONDS - int(time.time()) % TOTP_SECONDS
        to = self.request.GET.get("to", "")
        return super().get_context_data(codes=_codes(), seconds=seconds, to=to, **kwargs)


@method_decorator(csp_update({"frame-src": ["'self'"]}), name="get")
class MailView(PolicyMixin, DetailView):
    """One mail: as people see it, as text, its links, its headers, its calendar file."""

    policy = in_development
    model = Mail
    template_name = "notifications/mail.html"
    context_object_name = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        links = re.findall(rf"{re.escape(settings.SITE_URL)}/\S+", self.object.text)
        head = compose(self.object).partition(b"\r\n\r\n")[0].decode()
        return super().get_context_data(links=list(dict.fromkeys(links)), head=head, **kwargs)


@policy(in_development)
@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": ["'none'"],
        "script-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def html(request: HttpRequest, pk: Any) -> HttpResponse:
    """What a mail program shows; its links open outside of the frame."""
    mail = get_object_or_404(Mail, pk=pk)
    return HttpResponse(mail.html.replace("<head>", '<head><base target="_blank">', 1))


@policy(in_development)
def calendar(request: HttpRequest, pk: Any) -> HttpResponse:
    mail = get_object_or_404(Mail.objects.exclude(calendar=""), pk=pk)
    return HttpResponse(mail.calendar, content_type="text/calendar; charset=utf-8")


def _codes() -> dict[str, list[str]]:
    """The current code of each authenticator app, and whose it is; demo staff share one."""
    counter = int(time.time()) // TOTP_SECONDS
    decrypt = get_adapter().decrypt
    enrolled = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user__is_staff=True, user__is_active=True
    ).select_related("user")
    codes: dict[str, list[str]] = {}
    for row in enrolled.order_by("user__email"):
        code = format_hotp_value(hotp_value(decrypt(row.data["secret"]), counter))
        codes.setdefault(code, []).append(row.user.email)
    return codes
