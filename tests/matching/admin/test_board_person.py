"""The card of a person on the board: all that helps to judge a pair, for who may read it."""

import uuid

import pytest

from mentoring.common.ages import age_on
from mentoring.common.clock import local_day, now
from programmes.admissions.models import InterviewSheet
from programmes.applications.models import ExtraAnswer
from programmes.cohorts.models import ExtraQuestion
from tests.client import SignedInClient
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.profiles import make_mentee, make_mentor


@pytest.fixture
def browser(play):
    browser = SignedInClient(headers={"accept-language": "en"})
    browser.force_login(play.by.user)
    return browser


def address(play, pk):
    return f"/admin/matching/plan/{play.plan.pk}/person/{pk}/"


def shown(browser, play, person):
    return browser.get(address(play, person.pk)).content.decode()


@pytest.fixture
def interviewed(play):
    """Amina came by an application and told an interviewer more."""
    application = make_application(
        play.cohort,
        "accepted",
        subject=play.amina.subject,
        hope="Ich möchte im Stadtrat reden.",
        mentor_wish="Jemand mit Geduld.",
    )
    interviewer = make_interviewer(play.cohort.programme)
    talk = make_interview(application, interviewer, NOW, "held")
    InterviewSheet.objects.create(
        interview=talk, saved_at=NOW, notes="Zuerst leise, dann begeistert.", motivation=3
    )
    return talk


def test_a_mentee_is_there_in_own_words_and_in_those_of_the_interviewer(play, browser, interviewed):
    page = shown(browser, play, play.amina)
    for part in (
        str(play.amina),
        f"<dd>{age_on(play.amina.birth_date, local_day(now()))}</dd>",
        "Saxony",
        "Local politics",
        "Speaking",
        "Ich möchte im Stadtrat reden.",
        "Jemand mit Geduld.",
        "Zuerst leise, dann begeistert.",
        "3 – clear",
        str(interviewed.interviewer.user),
        f"/admin/profiles/profile/{play.amina.pk}/change/",
        f"/admin/admissions/interview/{interviewed.pk}/conduct/",
        f"/admin/applications/application/{interviewed.application_id}/change/",
    ):
        assert part in page, part


def test_answers_to_the_cohorts_own_questions_are_there_too(play, browser, interviewed):
    question = ExtraQuestion.objects.create(
        cohort=play.cohort, title_de="Was machst du?", title_en="What do you do?"
    )
    ExtraAnswer.objects.create(
        application=interviewed.application, question=question, text="Ausbildung zur Köchin"
    )
    page = shown(browser, play, play.amina)
    assert "What do you do?" in page
    assert "Ausbildung zur Köchin" in page


def test_a_mentor_is_there_with_what_is_offered(play, browser):
    mentor = make_mentor(play.cohort, introduction="Ich höre gern zu.", capacity=2)
    page = shown(browser, play, mentor)
    assert "Ich höre gern zu." in page
    assert "What is offered" in page
    assert "interviewer wrote" not in page


def test_what_somebody_typed_stays_text(play, browser, interviewed):
    interviewed.sheet.notes = '<script>alert("x")</script>'
    interviewed.sheet.save()
    assert "<script>alert" not in shown(browser, play, play.amina)


def test_people_of_other_cohorts_are_not_on_this_board(play, browser):
    other = make_mentee()
    assert browser.get(address(play, other.pk)).status_code == 404
    assert browser.get(address(play, uuid.uuid4())).status_code == 404


def test_each_name_of_the_board_leads_to_its_card(play, browser):
    page = browser.get(f"/admin/matching/plan/{play.plan.pk}/change/").content.decode()
    for person in (play.amina, play.omar, play.renate, play.jens, play.petra):
        assert address(play, person.pk) in page
