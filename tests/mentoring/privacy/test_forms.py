"""The pages with voluntary questions."""

import pytest
from crispy_forms.utils import render_crispy_form
from django.utils.translation import override

from mentoring.privacy.forms import BackgroundForm, MentorWishForm
from mentoring.privacy.models import Consent, VoluntaryAnswer
from mentoring.privacy.services import texts
from mentoring.privacy.states import Purpose, Question
from programmes.cohorts.models import Programme
from tests.factories.cohorts import POLITICS
from tests.factories.privacy import APPLICANT, NOW, make_subject

pytestmark = pytest.mark.django_db
SHOWN = texts.current(Purpose.OUTREACH, "en").sha256


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def test_a_blank_page_is_fine_and_keeps_nothing():
    form = BackgroundForm({"shown": SHOWN})

    assert form.is_valid(), form.errors
    form.save(subject=make_subject(), now=NOW, by=APPLICANT)
    assert not Consent.objects.exists()


def test_answers_without_the_tick_get_an_error_beside_the_box():
    form = BackgroundForm({"money": "often", "shown": SHOWN})

    assert form.errors == {"consent": ["We may only keep these answers if you agree."]}


def test_answers_with_the_tick_are_kept():
    form = MentorWishForm(
        {
            "affiliation_wish": ["SPD", "FDP"],
            "consent": "on",
            "shown": texts.current(Purpose.MATCHING, "en").sha256,
        },
        programme=Programme(**POLITICS),
    )

    assert form.is_valid(), form.errors
    form.save(subject=make_subject(), now=NOW, by=APPLICANT)
    answer = VoluntaryAnswer.objects.get()
    assert (answer.question, answer.value) == (Question.AFFILIATION_WISH, ["SPD", "FDP"])


@pytest.mark.parametrize("shown", ["", "f" * 64, texts.current(Purpose.MATCHING, "en").sha256])
def test_a_text_that_was_not_shown_cannot_be_agreed_to(shown):
    form = BackgroundForm({"money": "often", "consent": "on", "shown": shown})

    assert form.errors == {"consent": ["Our text has changed. Please read it again."]}
    page = render_crispy_form(form)
    assert SHOWN in page
    assert "checked" not in page.split('name="consent"')[1].split(">")[0]


def test_the_text_counts_that_was_shown_whatever_the_language_is_now():
    form = BackgroundForm(
        {
            "money": "no",
            "consent": "on",
            "shown": texts.current(Purpose.OUTREACH, "de-informal").sha256,
        }
    )

    assert form.is_valid(), form.errors
    form.save(subject=make_subject(), now=NOW, by=APPLICANT)
    assert Consent.objects.get().language == "de-informal"


def test_the_page_shows_the_text_the_box_and_a_way_not_to_say():
    page = render_crispy_form(BackgroundForm())

    assert "Answering is voluntary." in page
    assert "I would rather not say" in page
    assert page.index("Answering is voluntary.") < page.index('name="consent"')
