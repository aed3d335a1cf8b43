"""Colleagues: who works here, in which role, and since when no longer."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.forms import BaseInlineFormSet, BooleanField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldBooleanSwitchWidget

from mentoring.accounts.models import User
from mentoring.accounts.services import people
from mentoring.common.actors import Actor
from mentoring.common.admin import PolicyAdmin
from mentoring.common.errors import DomainError
from mentoring.common.fields import AddressField, LineField
from programmes.cohorts.admin.roles import RolesInline
from programmes.cohorts.models import RoleAssignment
from programmes.cohorts.policies import can_manage_staff, is_operator, staff_visible_to
from programmes.cohorts.services import roles
from programmes.cohorts.services.roles import may_create_programmes

# What only the operator gives.
OPERATORS = ("is_active", "is_staff", "is_superuser", "creates_programmes")


class PersonForm(ModelForm):
    """Name and address as they are kept, whatever is pasted."""

    creates_programmes = BooleanField(
        label=_("May create programmes"),
        required=False,
        widget=UnfoldBooleanSwitchWidget,
        help_text=_("For programme managers. Whoever creates a programme manages it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["creates_programmes"] = may_create_programmes(self.instance)

    class Meta:
        field_classes: ClassVar = {"email": AddressField, "name": LineField}


class RolesFormSet(BaseInlineFormSet):
    default_error_messages: ClassVar = BaseInlineFormSet.default_error_messages | {
        "too_few_forms": _("Please give the person a role, or you could not find them again.")
    }


class PersonRolesInline(RolesInline):
    formset = RolesFormSet
    policies: ClassVar = dict.fromkeys(("view", "add", "change", "delete"), can_manage_staff)
    verbose_name_plural = _("roles")
    # Part of adding somebody, so not on a page behind.
    tab = False

    def get_min_num(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> int:
        """Whom a manager adds she must give a role, or nobody could find the person again."""
        return 0 if obj or request.user.is_superuser else 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kwargs["validate_min"] = not (obj or request.user.is_superuser)
        return super().get_formset(request, obj, **kwargs)


@admin.register(User)
class StaffAdmin(PolicyAdmin):
    """There is no deleting: work that somebody did keeps its author."""

    policies: ClassVar = {
        "view": can_manage_staff,
        "change": can_manage_staff,
        "add": can_manage_staff,
    }
    form = PersonForm
    inlines = (PersonRolesInline,)
    list_display: tuple[str, ...] = (
        *("email", "name", "roles_held"),
        *("has_second_factor", "is_active"),
    )
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("sort_name",)
    actions: tuple[str, ...] = ("deactivate", "reactivate", "remove_second_factor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        roles = RoleAssignment.objects.select_related("programme").filter(
            pk__in=RoleAssignment.objects.visible_to(request.user)
        )
        people = staff_visible_to(request.user).order_by(*self.ordering)
        return people.prefetch_related(Prefetch("roles", roles), "authenticator_set")

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        mine = OPERATORS if is_operator(request.user) else ()
        return ("email", "name", "language", *mine)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Another mailbox is another person: only the operator changes an address."""
        readonly = ("is_active", *super().get_readonly_fields(request, obj))
        if obj and not is_operator(request.user):
            return (*readonly, "email")
        # Nobody locks themselves out.
        return (*readonly, "is_staff", "is_superuser") if obj == request.user else readonly

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
            obj.save()
        elif "email" in form.changed_data:
            people.change_email(obj, obj.email, by=Actor.of(request.user))
        else:
            obj.save()
        if is_operator(request.user):
            roles.let_create_programmes(obj, allowed=form.cleaned_data["creates_programmes"])

    @display(description=_("roles"))
    def roles_held(self, person: User) -> str:
        return ", ".join(
            f"{role.get_role_display()} ({role.programme})" for role in person.roles.all()
        )

    @display(description=_("second factor"), boolean=True)
    def has_second_factor(self, person: User) -> bool:
        return bool(person.authenticator_set.all())

    @action(description=_("Deactivate"), permissions=["change"])
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        effect = _("They are signed out at once and cannot sign in until you reactivate them.")
        return self._asked(request, queryset, people.deactivate, effect)

    @action(description=_("Reactivate"), permissions=["change"])
    def reactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        self._each(request, queryset, people.reactivate)

    @action(description=_("Remove the second factor"), permissions=["operate"])
    def remove_second_factor(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> HttpResponse | None:
        effect = _(
            "They are signed out at once and set up a new one when they sign in. This cannot be"
            " taken back."
        )
        return self._asked(request, queryset, people.remove_second_factor, effect)

    def has_operate_permission(self, request: HttpRequest) -> bool:
        return is_operator(request.user)

    def _asked(
        self, request: HttpRequest, queryset: QuerySet[User], verb: Any, effect: str | Promise
    ) -> HttpResponse | None:
        """Not by one tap: first who it is about and what comes of it, then the deed."""
        if "sure" in request.POST:
            self._each(request, queryset, verb)
            return None
        title = self.get_action(verb.__name__)[2]  # type: ignore[index]
        page = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": title,
            "effect": effect,
            "people": queryset,
            "action": verb.__name__,
        }
        return render(request, "admin/cohorts/ask_people.html", page)

    def _each(self, request: HttpRequest, queryset: QuerySet[User], verb: Any) -> None:
        """A list shows more people than its reader may change: each one is asked about."""
        done = 0
        for person in queryset:
            if not can_manage_staff(request.user, person):
                continue
            try:
                verb(person, by=Actor.of(request.user))
            except DomainError as error:
                messages.error(request, error.message)
                continue
            self.log_change(request, person, verb.__name__)
            done += 1
        messages.info(request, _("Changed: %(count)d") % {"count": done})
