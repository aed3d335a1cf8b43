"""Deciding about one person: a page with a reason and the mail as it will be sent; and its undo."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import ActPage
from mentoring.common.clock import now
from mentoring.common.errors import ConflictError
from mentoring.common.formatting import day_and_time, who
from programmes.admissions.admin.decision_options import OPTIONS, Option, options_for
from programmes.admissions.forms.decisions import DecisionForm, ReasonForm
from programmes.admissions.policies import can_decide
from programmes.admissions.services import decisions
from programmes.admissions.services.decisions import letter_for, preview
from programmes.applications.models import Application

PREVIEW = "preview"


class ChangePage(ActPage):
    """Something that changes an application's state, with a reason."""

    policy = can_decide
    model = Application
    related = ("cohort__programme",)
    form_class = ReasonForm

    def require_as_seen(self) -> None:
        """The page says which state its reader decided about; a colleague may have been quicker."""
        seen = self.request.POST.get("seen", self.row.state)
        if seen != self.row.state:
            change = self.row.transitions.select_related("actor_user").last()
            names = {"state": self.row.get_state_display()}
            if change:
                names |= {"who": who(change), "when": day_and_time(change.at)}
            raise ConflictError((CHANGED_BY if change else CHANGED) % names, code="stale")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "row": self.row,
            "seen": self.request.POST.get("seen", self.row.state),
        }
        return super().get_context_data(**(page | more))

    def back(self) -> str:
        return reverse("admin:applications_application_change", args=[self.row.pk])


CHANGED = _("The application has changed in the meantime: %(state)s. Please look at it again.")
CHANGED_BY = _(
    "The application has changed in the meantime: %(state)s (%(who)s, %(when)s). Please look at it"
    " again."
)


class DecisionPage(ChangePage):
    template_name = "admin/admissions/decision.html"
    option: Option = OPTIONS[0]

    @property
    def title(self) -> str | Promise:  # type: ignore[override]
        return self.option.button

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.option not in options_for(self.row, self.row.interviews.all()):
            messages.warning(request, _("This step is not possible at the moment."))
            return redirect(self.back())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PREVIEW in request.POST:
            form = self.get_form_class()(initial=request.POST.dict())
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def get_form_class(self) -> type[ReasonForm]:
        return DecisionForm if self.option.mail else ReasonForm

    def get_initial(self) -> dict[str, Any]:
        if not self.option.mail:
            return {}
        usual = letter_for(self.row, self.option.mail)
        return {"subject": usual.subject, "text": usual.text}

    def act(self, form: ReasonForm) -> str | Promise:
        self.require_as_seen()
        self.option.act(self.row, by=Actor.of(self.request.user), now=now(), **form.cleaned_data)
        return self.option.done

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        names = {"name": self.row, "cohort": self.row.cohort}
        page = {
            "option": self.option,
            "heading": self.option.heading % names,
            "effect": self.option.effect % names,
        }
        if self.option.mail:
            words = {name: self.request.POST.get(name, "") for name in ("subject", "text")}
            page["mail"] = preview(self.row, letter_for(self.row, self.option.mail, **words))
        return super().get_context_data(**(page | more))


class UndoPage(ChangePage):
    """Within ten minutes, before anybody has heard of it."""

    template_name = "admin/admissions/undo.html"
    title = _("Undo the decision")

    def act(self, form: ReasonForm) -> str | Promise:
        self.require_as_seen()
        by = Actor.of(self.request.user)
        decisions.undo(self.row, by=by, now=now(), reason=form.cleaned_data["reason"])
        return _("The decision is undone. No mail about it goes out.")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "left": minutes_left(self.row),
            "before": decisions.state_before(self.row),
        }
        return super().get_context_data(**(page | more))


def minutes_left(application: Application) -> int | None:
    """How many minutes a decision can still be undone; None where it cannot."""
    if decisions.is_final(application, now=now()):
        return None
    return int((decisions.final_at(application) - now()).total_seconds() // 60) + 1
