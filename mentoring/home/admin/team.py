"""The team: whoever is added is invited by mail, and again where the mail got lost."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.home.services import invitations
from programmes.cohorts.admin import StaffAdmin
from programmes.cohorts.policies import can_manage_staff

# Mails are of a room above the one in which the team is kept.
admin.site.unregister(User)


@admin.register(User)
class TeamAdmin(StaffAdmin):
    list_display = (*StaffAdmin.list_display, "begun")
    actions = ("invite_again", *StaffAdmin.actions)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm,
        formsets: Any,
        change: bool,  # noqa: FBT001
    ) -> None:
        """With the roles, which the mail names."""
        super().save_related(request, form, formsets, change)
        if not change:
            self._invite(request, form.instance)

    @display(description=_("signed in"), boolean=True)
    def begun(self, person: User) -> bool:
        return person.last_login is not None

    @action(description=_("Send the invitation again"), permissions=["change"])
    def invite_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in queryset:
            if can_manage_staff(request.user, person):
                self._invite(request, person)

    def _invite(self, request: HttpRequest, person: User) -> None:
        try:
            invitations.invite(person, by=Actor.of(request.user), now=now())
        except DomainError as refusal:
            messages.warning(request, f"{person}: {refusal.message}")
        else:
            said = _("%(email)s gets a mail that says how to begin.")
            messages.success(request, said % {"email": person.email})
