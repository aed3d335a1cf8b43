"""Writing a letter to one person or to many chosen from a list, and stopping it again."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.generic import FormView

from mentoring.common.clock import UNDO, now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Acting, Refusing
from mentoring.common.policies import PolicyMixin
from mentoring.notifications.forms import LetterForm
from mentoring.notifications.models import Mail
from mentoring.notifications.policies import can_see_mail, can_write_letters
from mentoring.notifications.services import letters
from mentoring.notifications.services.letters import Addressee
from mentoring.notifications.states import State

PREVIEW = "preview"


def letter_url(page: str, ids: list[Any]) -> str:
    """The page with people chosen; their numbers say nothing to anybody else."""
    return f"{reverse(page)}?{urlencode([('id', each) for each in ids[: letters.MOST]])}"


class LetterPage(Acting, PolicyMixin, FormView):
    """The list of people says in `addressee` how somebody of it is written to."""

    policy = can_write_letters
    form_class = LetterForm
    template_name = "admin/notifications/letter.html"
    model: ClassVar[type[Model]]
    related: ClassVar[tuple[str, ...]] = ()

    def addressee(self, row: Any) -> Addressee:
        raise NotImplementedError

    def back(self) -> str:
        return reverse(
            f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist"
        )

    @cached_property
    def people(self) -> list[Addressee]:
        """Those chosen whom the reader may write to."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        try:
            ids = [uuid.UUID(each) for each in asked.getlist("id")[: letters.MOST]]
        except ValueError as error:
            raise BadRequest from error
        manager: Any = self.model._default_manager
        rows = manager.visible_to(self.request.user).filter(pk__in=ids)
        chosen = rows.select_related("cohort__programme", *self.related).order_by("pk")
        return [
            self.addressee(row)
            for row in chosen
            if can_write_letters(self.request.user, row.cohort.programme)
        ]

    def get_initial(self) -> dict[str, Any]:
        return {"batch": uuid.uuid4()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PREVIEW in request.POST:
            form = LetterForm(initial=request.POST.dict())
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def act(self, form: forms.Form) -> str | Promise:
        batch = form.cleaned_data["batch"]
        letters.send(self.people, form.words, batch=batch, now=now())  # type: ignore[attr-defined]
        self.batch = batch
        return ""

    def get_success_url(self) -> str:
        return reverse("admin:notifications_mail_letters", args=[self.batch])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        form = more.get("form") or self.get_form()
        number = len(self.people)
        words = ngettext("Write to %(number)d person", "Write to %(number)d people", number)
        page = {
            "form": form,
            "opts": self.model._meta,
            "title": words % {"number": number},
            "people": self.people,
            "mail": letters.preview(self.people[0], form.words) if self.people else None,
            "back_url": self.back(),
        }
        return super().get_context_data(**(admin.site.each_context(self.request) | page | more))


class BatchPage(Refusing, PolicyMixin, FormView):
    """What goes to whom and when, with one button to stop all of it."""

    policy = can_see_mail
    form_class = forms.Form
    template_name = "admin/notifications/batch.html"

    @cached_property
    def mails(self) -> list[Mail]:
        batch = letters.of_batch(self.kwargs["batch"])
        seen = batch.filter(pk__in=Mail.objects.visible_to(self.request.user).values("pk"))
        found = list(seen.order_by("recipient_name", "pk"))
        if not found:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=None))

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            if self.mails:
                letters.stop(self.kwargs["batch"], now=now())
        except DomainError as refusal:
            messages.error(self.request, refusal.message)
        return redirect(self.request.path)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        waiting = [mail for mail in self.mails if mail.state == State.QUEUED]
        stopped = all(mail.state == State.CANCELLED for mail in self.mails)
        page = {
            "opts": Mail._meta,
            "title": self.mails[0].subject,
            "mails": self.mails,
            "waiting": waiting,
            "stopped": stopped,
            "goes_at": self.mails[0].created_at + UNDO,
        }
        return super().get_context_data(**(admin.site.each_context(self.request) | page | more))
