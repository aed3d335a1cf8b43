"""Pages with a form: what is wrong is said on the page, which keeps what was typed."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from mentoring.common.errors import DomainError


def attempt(form: BaseForm, act: Callable[[], object]) -> HTTPStatus | None:
    """Do `act` if the form is right: None once it is done, else what the page answers with.

    For views that are no `FormView`. Why it was refused stands above the fields.
    """
    if not form.is_valid():
        return DomainError.status
    try:
        act()
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return refusal.status
    return None


class Refusing:
    """For a `FormView`: a form with mistakes is answered with a 422, not as if all were well."""

    request: HttpRequest

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return self.refuse(form, DomainError.status)

    def refuse(self, form: BaseForm, status: int, **more: Any) -> HttpResponse:
        """The page with `form` as it was sent, and `more` for the template."""
        context = self.get_context_data(form=form, **more)
        return self.render_to_response(context, status=status)


class Acting(Refusing):
    """For a `FormView`: does one thing with its form, then says so and leads on, or says why not.

    A page says what it does in `act` and where one comes from, and goes back to, in `back`.
    """

    # The field beside which a refusal stands; None is above all of them.
    blamed: str | None = None

    def act(self, form: BaseForm) -> str | Promise:
        """Do it, and say what was done. A `DomainError` says why not."""
        raise NotImplementedError

    def back(self) -> str:
        """The page that led here."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        return self.back()

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            said = self.act(form)
        except DomainError as refusal:
            return self.explain(form, refusal)
        if said:
            messages.success(self.request, said)
        return redirect(self.get_success_url())

    def explain(self, form: BaseForm, refusal: DomainError) -> HttpResponse:
        form.add_error(self.blamed, refusal.message)
        return self.refuse(form, refusal.status)
