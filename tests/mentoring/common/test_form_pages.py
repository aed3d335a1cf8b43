"""A page that acts: says what was done and leads on, or stays and says why not."""

import pytest
from django import forms
from django.contrib.messages.storage.base import BaseStorage
from django.http import HttpResponse
from django.views.generic import FormView

from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.form_pages import Acting, attempt


class Kept(BaseStorage):
    """Messages as they are given, for no longer than one answer."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, *args, **kwargs):
        return []


class NameForm(forms.Form):
    name = forms.CharField()


class Page(Acting, FormView):
    form_class = NameForm
    said = "Saved."
    refusal = None

    def act(self, form):
        if self.refusal:
            raise self.refusal
        return self.said

    def back(self):
        return "/list/"

    def render_to_response(self, context, status=200):
        self.form = context["form"]
        return HttpResponse(status=status)


def send(rf, name, **page):
    request = rf.post("/", {"name": name})
    request._messages = Kept(request)
    view = Page(**page)
    view.setup(request)
    answer = view.post(request)
    return view, answer, [str(each) for each in request._messages._queued_messages]


def test_what_is_done_is_said_and_leads_back(rf):
    _page, answer, said = send(rf, "Amina")

    assert (answer.status_code, answer["location"], said) == (302, "/list/", ["Saved."])


def test_who_says_nothing_only_leads_on(rf):
    _page, answer, said = send(rf, "Amina", said="")

    assert (answer.status_code, said) == (302, [])


def test_a_mistake_stays_on_the_page_with_what_was_typed(rf):
    page, answer, said = send(rf, "")

    assert (answer.status_code, list(page.form.errors), said) == (422, ["name"], [])


@pytest.mark.parametrize(("error", "status"), [(DomainError, 422), (ConflictError, 409)])
@pytest.mark.parametrize(("blamed", "beside"), [(None, "__all__"), ("name", "name")])
def test_a_refusal_stands_where_it_belongs_with_its_own_status(rf, error, status, blamed, beside):
    page, answer, said = send(rf, "Amina", refusal=error("Not now."), blamed=blamed)

    assert (answer.status_code, said) == (status, [])
    assert page.form.errors == {beside: ["Not now."]}
    assert page.form["name"].value() == "Amina"


def refuse():
    raise ConflictError("Not now.")


def test_what_is_tried_with_a_right_form_is_done_or_refused():
    done = []
    form = NameForm({"name": "Amina"})

    assert attempt(form, lambda: done.append(form.cleaned_data["name"])) is None
    assert done == ["Amina"]
    assert attempt(form, refuse) == 409
    assert form.non_field_errors() == ["Not now."]


def test_nothing_is_tried_with_a_wrong_form():
    assert attempt(NameForm({}), refuse) == 422
