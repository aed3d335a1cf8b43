"""What went out, to whom, and what failed: to read, and to send once more."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from mentoring.common import clock
from mentoring.common.admin_pages import Page, PagesAdmin
from mentoring.common.errors import DomainError
from mentoring.common.formatting import day_and_time
from mentoring.common.redaction import without_tokens
from mentoring.notifications import kinds
from mentoring.notifications.admin.letters import BatchPage
from mentoring.notifications.models import Mail
from mentoring.notifications.policies import can_see_mail
from mentoring.notifications.services import retry
from mentoring.notifications.states import Category, State

COLOURS = {
    State.SENT: "success",
    State.UNCERTAIN: "warning",
    State.FAILED: "danger",
    State.QUEUED: "info",
}


class KindFilter(admin.SimpleListFilter):
    """Kinds by their titles, in the reader's language."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return kinds.choices()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Mail]) -> QuerySet[Mail]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Mail)
class MailAdmin(PagesAdmin):
    kept = None
    policies: ClassVar = {"view": can_see_mail}
    list_display = ("created_at", "to", "told_subject", "kind_title", "state_label", "reason")
    list_filter = ("state", "hold_reason", KindFilter)
    list_select_related = ("programme",)
    search_fields = ("to",)
    search_help_text = _("Names, or an e-mail address in full")
    ordering = ("-created_at", "-id")
    actions = ("send_once_more",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("state", "kind_title"),
                    "cancel_reason",
                    ("to", "recipient_name"),
                    *("told_subject", "body"),
                )
            },
        ),
        (
            _("Delivery"),
            {
                "fields": (
                    ("created_at", "due_at", "settled_at"),
                    ("attempts", "repeats", "next_attempt_at"),
                    ("hold_reason", "held_until", "counted_at", "joined_into"),
                    ("last_error", "message_id"),
                )
            },
        ),
    )

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {"letters": ("letters/<uuid:batch>/", BatchPage.as_view())}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        """Lists do without the texts, which are most of a row."""
        return super().get_queryset(request).defer("text", "html", "calendar")

    @admin.display(description=_("subject"), ordering="subject")
    def told_subject(self, mail: Mail) -> str:
        return mail.told_subject

    @admin.display(description=_("kind"), ordering="kind")
    def kind_title(self, mail: Mail) -> str:
        kind = kinds.find(mail.kind)
        return str(kind.title) if kind else mail.kind

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_label(self, mail: Mail) -> tuple[str, str]:
        return mail.state, mail.get_state_display()

    @admin.display(description=_("reason"))
    def reason(self, mail: Mail) -> str:
        """Why it is not sent or not yet, in words, until when it waits, and what went wrong."""
        why = mail.get_cancel_reason_display() or mail.get_hold_reason_display()
        if mail.held_until and mail.state == State.QUEUED:
            why = f"{why} ({_('until')} {day_and_time(mail.held_until)})"
        return " · ".join(filter(None, (why, mail.last_error)))

    @admin.display(description=_("text"))
    def body(self, mail: Mail) -> str:
        """The text as sent, but for its links and codes, which are somebody else's keys."""
        kind = kinds.find(mail.kind)
        if kind is None or kind.category == Category.SIGN_IN:
            return str(_("Not shown."))
        text = mail.text or _("The text is written at the time of sending, or was deleted.")
        return format_html('<div style="white-space: pre-wrap">{}</div>', without_tokens(str(text)))

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description=_("Send once more"), permissions=["retry"])
    def send_once_more(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        """Failed mails and doubtful ones; each refusal is told with its reason."""
        count = 0
        for mail in queryset:
            try:
                retry.retry(mail, now=clock.now())
            except DomainError as error:
                self.message_user(request, f"{mail.to}: {error}", messages.WARNING)
            else:
                self.log_change(request, mail, "sent once more")
                count += 1
        if count:
            self.message_user(request, _("%(count)d on their way.") % {"count": count})
