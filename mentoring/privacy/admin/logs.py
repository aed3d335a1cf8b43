"""Consents, reads and erasures, for auditors to read and for nobody to change."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import ActorKind
from mentoring.common.admin import PolicyAdmin
from mentoring.common.formatting import HOLDERS
from mentoring.privacy.models import AccessLog, Consent, ConsentText, Erasure
from mentoring.privacy.policies import can_read_access_log


class AuditAdmin(PolicyAdmin):
    policies: ClassVar = {"view": can_read_access_log}
    list_select_related: ClassVar[Any] = ("actor_user",)
    date_hierarchy: str | None = "at"

    @admin.display(description=_("By"))
    def who(self, row: Any) -> str:
        """The user; the number where the account is gone; else the role or the system."""
        if row.actor_kind != ActorKind.USER:
            role = HOLDERS.get(row.actor_role, row.actor_role)
            return str(role or ActorKind(row.actor_kind).label)
        return str(_user(row) or f"#{row.actor_user_id}")

    @admin.display(description=_("Number of the person"))
    def subject_number(self, row: Any) -> str:
        return str(row.subject_id or "")


@admin.register(AccessLog)
class AccessLogAdmin(AuditAdmin):
    list_display = ("at", "who", "purpose", "reason", "programme", "subject_number", "count")
    list_select_related: ClassVar[Any] = ("actor_user", "programme")
    list_filter = ("purpose", "reason", "programme")
    fields = list_display


@admin.register(Consent)
class ConsentAdmin(AuditAdmin):
    list_display = (
        "at",
        "subject_number",
        "purpose",
        "kind",
        "version",
        "language",
        "channel",
        "who",
    )
    list_filter = ("purpose", "kind", "language", "channel")
    search_fields = ("subject__id__exact",)
    search_help_text = _("Number of the person")
    fields = (*list_display, "sha256", "body")

    @admin.display(description=_("Text"))
    def body(self, row: Consent) -> str:
        return row.text.body


@admin.register(Erasure)
class ErasureAdmin(AuditAdmin):
    list_display = fields = ("at", "subject_number", "who")


@admin.register(ConsentText)
class ConsentTextAdmin(AuditAdmin):
    list_display = ("purpose", "version", "language", "sha256")
    list_select_related: ClassVar[Any] = False
    list_filter = ("purpose", "language")
    date_hierarchy = None
    fields = (*list_display, "body")


def _user(row: Any) -> Any:
    """The account's row need not exist any more; lists fetch it with the row, pages do not."""
    if "actor_user" in row._state.fields_cache:
        return row.actor_user
    return get_user_model().objects.filter(pk=row.actor_user_id).first()
