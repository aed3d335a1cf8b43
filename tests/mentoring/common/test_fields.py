"""Blank pages of the form are rendered once; whatever somebody answered is never kept."""

import pytest
from django.utils import translation

from mentoring.common.templatetags import fields
from mentoring.privacy.forms import BackgroundForm
from programmes.applications.forms.steps import MentorForm, SupportForm
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    kept = {}
    monkeypatch.setattr(fields, "_kept", kept)
    return kept


def blank(cohort):
    application = make_application(cohort, "draft")
    application.needs.clear()
    application.topics.clear()
    return application


def test_the_second_of_two_who_have_answered_nothing_gets_what_the_first_got(kept):
    cohort = make_cohort()
    first, second = (fields.fields(SupportForm(instance=blank(cohort))) for _ in range(2))
    assert first is second
    assert len(kept) == 1
    assert first == fields._render(SupportForm(instance=blank(cohort)))


def test_answers_are_never_kept(kept):
    wished = make_application(state="draft", mentor_wish="Ganz privat")
    assert "Ganz privat" in fields.fields(MentorForm(instance=wished))
    assert "checked" in fields.fields(BackgroundForm(initial={"money": "often"}))
    assert "has-error" in fields.fields(SupportForm({}, instance=blank(wished.cohort)))
    assert kept == {}


def test_what_looks_different_is_rendered_anew(kept):
    application = blank(make_cohort())
    need = application.cohort.supportneeds.get()
    before = fields.fields(SupportForm(instance=application))
    with translation.override("en"):
        assert need.title_en in fields.fields(SupportForm(instance=application))
    need.title_de, need.hint_de = "Anders", "Ganz anders"
    need.save()
    after = fields.fields(SupportForm(instance=application))
    assert "Anders" not in before
    assert "Ganz anders" in after
    assert len(kept) == 3


def test_what_is_kept_has_an_end(kept, monkeypatch):
    monkeypatch.setattr(fields, "KEPT_AT_MOST", 1)
    for language in ("de", "en", "de"):
        with translation.override(language):
            fields.fields(BackgroundForm())
    assert len(kept) == 1
