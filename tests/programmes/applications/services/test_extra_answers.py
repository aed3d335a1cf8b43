"""Answers to what a cohort asks on top."""

import pytest

from mentoring.common.lifecycle import TransitionError
from programmes.applications.models import ExtraAnswer
from programmes.applications.services import extra_answers
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import ExtraQuestion
from programmes.cohorts.states import QuestionKind
from tests.factories.applications import NOW, make_application

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_application(state=ApplicationState.DRAFT)


def question(draft, kind=QuestionKind.SHORT, **fields):
    choices = {"choices_de": ["Ja", "Nein"]} if kind == QuestionKind.ONE else {}
    return ExtraQuestion.objects.create(cohort=draft.cohort, kind=kind, **choices, **fields)


def test_a_text_is_kept_as_text_and_a_choice_as_choice(draft):
    text, choice = question(draft), question(draft, QuestionKind.ONE)
    extra_answers.keep(draft, {text: "Ein Satz.", choice: "Ja"}, now=NOW)
    rows = {row.question: (row.text, row.chosen) for row in ExtraAnswer.objects.all()}
    assert rows == {text: ("Ein Satz.", []), choice: ("", ["Ja"])}


def test_a_blank_answer_is_none(draft):
    asked = question(draft)
    extra_answers.keep(draft, {asked: "Ein Satz."}, now=NOW)
    extra_answers.keep(draft, {asked: ""}, now=NOW)
    assert not ExtraAnswer.objects.exists()


def test_what_was_sent_is_not_answered_any_more(draft):
    sent = make_application(draft.cohort)
    with pytest.raises(TransitionError):
        extra_answers.keep(sent, {question(draft): "Zu spät."}, now=NOW)
    assert not ExtraAnswer.objects.exists()


def test_what_is_not_asked_any_more_is_not_on_the_form(draft):
    asked = question(draft)
    question(draft, is_asked=False)
    assert extra_answers.asked(draft.cohort) == [asked]
