"""Questions that a cohort leaves out or asks besides: on the form, when sending, in the summary."""

import pytest
from django.test import Client
from django.utils import translation

from programmes.applications import links
from programmes.applications.forms.flow import missing, steps_for
from programmes.applications.models import ExtraAnswer
from programmes.applications.presenters.summary import summarise
from programmes.cohorts.models import ExtraQuestion
from programmes.cohorts.states import OptionalQuestion as Q
from programmes.cohorts.states import QuestionKind
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_time_of_the_factories(time_machine):
    time_machine.move_to("2026-03-02T07:00:00Z", tick=False)


def draft_of(**settings):
    return make_application(make_cohort(**settings), "draft")


def slugs(application):
    return [step.slug for step in steps_for(application)]


def ask(cohort, kind=QuestionKind.ONE, **fields):
    choices = {"choices_de": ["Rot", "Blau"], "choices_en": ["Red", "Blue"]}
    more = choices if kind in {QuestionKind.ONE, QuestionKind.SEVERAL} else {}
    return ExtraQuestion.objects.create(
        cohort=cohort, kind=kind, title_de="Farbe?", title_en="Colour?", **more | fields
    )


def address(application, slug):
    return f"/apply/{links.token_of(links.DRAFT, application)}/{slug}/"


def test_what_is_left_out_is_asked_nowhere():
    draft = draft_of(left_out=list(Q))
    assert slugs(draft) == ["name", "birth", "region", "support", "practical"]
    labels = {str(fact.label) for fact in summarise(draft)}
    assert not labels & {"Themen", "Topics", "After a year", "Nach einem Jahr"}
    assert missing(draft) == []
    assert Client().get(address(draft, "background")).status_code == 404


@pytest.mark.parametrize(
    ("left_out", "has_form", "has_voluntary"),
    [
        ([], True, True),
        ([Q.MENTOR_WISH], False, True),
        ([Q.AFFILIATION_WISH], True, False),
    ],
)
def test_a_page_stays_as_long_as_one_of_its_questions_does(left_out, has_form, has_voluntary):
    draft = draft_of(left_out=left_out)
    (mentor,) = [step for step in steps_for(draft) if step.slug == "mentor"]
    assert (bool(mentor.form), bool(mentor.voluntary)) == (has_form, has_voluntary)
    answer = Client().post(address(draft, "mentor"), {"mentor_wish": "Jemand"})
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert bool(draft.mentor_wish) is has_form


def test_fields_that_are_left_out_cannot_be_slipped_in():
    draft = draft_of(left_out=[Q.HOPE, Q.TOPICS, Q.TIMES])
    need = draft.cohort.supportneeds.first().pk
    Client().post(address(draft, "support"), {"needs": [need], "hope": "Mut", "state": "accepted"})
    draft.refresh_from_db()
    assert (draft.hope, draft.state) == ("", "draft")


def test_own_questions_are_one_more_page_and_kept_in_german_words():
    draft = draft_of()
    assert "more" not in slugs(draft)
    one, many = ask(draft.cohort), ask(draft.cohort, QuestionKind.SEVERAL)
    short, long = ask(draft.cohort, QuestionKind.SHORT), ask(draft.cohort, QuestionKind.LONG)
    ask(draft.cohort, is_asked=False)
    page = Client().get(address(draft, "more"), headers={"accept-language": "en"})
    assert page.content.decode().count("Colour?") == 4
    assert "Red" in page.content.decode()

    answers = {
        f"extra_{one.pk}": "Blau",
        f"extra_{many.pk}": ["Rot", "Blau"],
        f"extra_{short.pk}": "Grün",
        f"extra_{long.pk}": "",
    }
    assert Client().post(address(draft, "more"), answers).status_code == 302
    assert ExtraAnswer.objects.get(question=one).chosen == ["Blau"]
    assert not ExtraAnswer.objects.filter(question=long).exists()
    # Each page reads the questions once, and this cohort is older than they are.
    draft.refresh_from_db()
    with translation.override("en"):
        told = [fact.value for fact in summarise(draft) if fact.slug == "more"]
    assert told == ["Blue", "Red, Blue", "Grün", "Keine Angabe"]


def test_a_choice_that_is_not_on_the_list_is_refused():
    draft = draft_of()
    one = ask(draft.cohort)
    answer = Client().post(address(draft, "more"), {f"extra_{one.pk}": "Gelb"})
    assert answer.status_code == 422
    assert not ExtraAnswer.objects.exists()


def test_what_was_chosen_stays_when_the_list_changes():
    draft = draft_of()
    one = ask(draft.cohort)
    ExtraAnswer.objects.create(application=draft, question=one, chosen=["Rot"])
    ExtraQuestion.objects.update(choices_de=["Grün", "Blau"], choices_en=[])
    assert "Rot" in Client().get(address(draft, "more")).content.decode()
    assert Client().post(address(draft, "more"), {f"extra_{one.pk}": "Rot"}).status_code == 302
    assert "Rot" in [fact.value for fact in summarise(draft)]


def test_a_question_that_must_be_answered_is_a_gap_until_it_is():
    draft = draft_of()
    one = ask(draft.cohort, is_required=True)
    assert [step.slug for step in missing(draft)] == ["more"]
    Client().post(address(draft, "more"), {f"extra_{one.pk}": "Rot"})
    assert missing(draft) == []
