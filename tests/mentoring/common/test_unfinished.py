"""What was typed on a page stays, whichever way the page was left."""

import pytest
from django import forms
from django.http import HttpResponse, QueryDict

from mentoring.common import unfinished
from mentoring.common.day_parts import DayPartsField
from tests.errors import refused
from tests.factories.applications import NOW, make_application

pytestmark = pytest.mark.django_db


class Page(forms.Form):
    name = forms.CharField()
    born = DayPartsField()


def test_only_what_the_form_asks_is_kept():
    data = QueryDict("name=A&born_day=31&born_month=&csrfmiddlewaretoken=x&way=back&nickname=B")
    assert unfinished.typed_in(Page(), data) == {"name": ["A"], "born_day": ["31"]}


def test_it_is_shown_as_it_was_typed_and_nothing_is_wrong_yet():
    draft = make_application(state="draft")
    unfinished.put(draft, "you", {"born_day": ["31"]})
    draft.refresh_from_db()
    form = unfinished.without_errors(Page(unfinished.reopened(draft, "you")))
    assert 'value="31"' in str(form)
    assert form.errors == {}
    assert unfinished.reopened(draft, "other") is None


def test_a_page_that_was_sent_leaves_the_others_alone():
    draft = make_application(state="draft")
    for page in ("one", "two"):
        unfinished.put(draft, page, {"name": ["A"]})
    unfinished.settle(draft, "one")
    draft.refresh_from_db()
    assert draft.unfinished == {"two": {"name": ["A"]}}


def test_the_time_of_saving_is_only_told_where_it_is_one():
    sent = make_application(state="submitted")
    before = sent.saved_at
    unfinished.put(sent, "wish", {})
    sent.refresh_from_db()
    assert sent.saved_at == before
    unfinished.put(sent, "wish", {}, saved_at=NOW)
    sent.refresh_from_db()
    assert sent.saved_at == NOW


def test_nobody_fills_the_table():
    draft = make_application(state="draft")
    with refused("too_long"):
        unfinished.put(draft, "you", {"name": ["x" * (unfinished.MOST + 1)]})


@pytest.mark.parametrize(
    ("way", "cookie"), [("language-en", "en"), ("language-xx", None), ("back", None)]
)
def test_only_a_language_we_have_is_chosen(settings, way, cookie):
    found = unfinished.in_language(HttpResponse(), way).cookies.get(settings.LANGUAGE_COOKIE_NAME)
    assert (found and found.value) == cookie
