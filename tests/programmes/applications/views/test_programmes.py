"""The public page in each of its states, and the first step of the form."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from programmes.applications.models import Application
from programmes.applications.services import applications
from programmes.cohorts.models import FrequentQuestion
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort, make_programme

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NAME = {"given_name": "Mo", "family_name": "Muster", "email": "mo@example.org"}
WINDOWS = {
    "open": (NOW, NOW + DAY),
    "soon": (NOW + DAY, NOW + 2 * DAY),
    "closed": (NOW - DAY, NOW),
}


def cohort_that_is(window, **fields):
    opens_at, closes_at = WINDOWS[window]
    return make_cohort(opens_at=opens_at, closes_at=closes_at, **fields)


def read(client, programme):
    return client.get(programme.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("open", "Bewerbung offen bis 3.\u00a0März"),
        ("soon", "Bewerbung offen ab 3.\u00a0März"),
        ("closed", "2.\u00a0März\u00a02026"),
    ],
)
def test_the_page_says_when(client, state, says):
    programme = cohort_that_is(state).programme
    html = read(client, programme)

    assert says in html
    assert (f'href="{programme.get_absolute_url()}apply/"' in html) is (state == "open")
    assert ('name="email"' in html) is (state != "open")


def test_nothing_is_set_by_looking(client):
    for state in WINDOWS:
        client.get(cohort_that_is(state).programme.get_absolute_url())
    assert not client.cookies


@pytest.mark.parametrize("state", ["soon", "closed"])
def test_without_an_open_window_the_form_leads_to_the_page(client, state):
    programme = cohort_that_is(state).programme
    for answer in (
        client.get(f"{programme.get_absolute_url()}apply/"),
        client.post(f"{programme.get_absolute_url()}apply/", NAME),
    ):
        assert answer.headers["Location"] == programme.get_absolute_url()
    assert not Application.objects.exists()


def test_the_window_that_is_open_comes_before_the_next_one(client):
    programme = cohort_that_is("open").programme
    make_cohort(programme, opens_at=NOW + DAY, closes_at=NOW + 9 * DAY)
    assert f'href="{programme.get_absolute_url()}apply/"' in read(client, programme)


def test_questions_and_answers_are_inert(client):
    cohort = cohort_that_is("open")
    FrequentQuestion.objects.create(
        cohort=cohort,
        question_de='"><img src=x> {{7*7}}?',
        answer_de="<script>alert(1)</script>\njavascript:alert(1)",
    )
    html = read(client, cohort.programme)
    assert "<summary>&quot;&gt;&lt;img src=x&gt; {{7*7}}?</summary>" in html
    assert "<script>alert" not in html


def test_the_form_speaks_the_language_it_has(client):
    cohort = cohort_that_is("open", form_languages=["de"])
    client.cookies.load({"language": "en"})
    html = read(client, cohort.programme)
    assert '<html lang="en">' in html
    assert "The form is in German." in html

    form = client.get(f"{cohort.programme.get_absolute_url()}apply/").content.decode()
    assert '<html lang="de">' in form
    assert ">English<" not in form


def test_the_welcome_stands_above_the_first_step(client):
    cohort = cohort_that_is("open", welcome_de="Schön, dass du da bist <3")
    form = client.get(f"{cohort.programme.get_absolute_url()}apply/").content.decode()
    assert "Schön, dass du da bist &lt;3" in form


def test_a_programme_without_cohorts_has_a_page(client):
    assert client.get(make_programme().get_absolute_url()).status_code == 200


def test_the_page_asks_as_often_for_thirty_questions_as_for_one(
    client, django_assert_max_num_queries
):
    cohort = cohort_that_is("open")
    client.get(cohort.programme.get_absolute_url())
    with django_assert_max_num_queries(10) as first:
        client.get(cohort.programme.get_absolute_url())
    for number in range(30):
        FrequentQuestion.objects.create(cohort=cohort, question_de=f"{number}?", answer_de="Ja")
    with django_assert_max_num_queries(len(first)):
        client.get(cohort.programme.get_absolute_url())


def test_too_many_drafts_from_one_connection_wait_with_what_was_typed(client, monkeypatch):
    monkeypatch.setattr(applications, "BEGUN", replace(applications.BEGUN, tries=2))
    page = f"{cohort_that_is('open').programme.get_absolute_url()}apply/"
    answers = [
        client.post(page, NAME, headers={"x-forwarded-for": f"10.0.0.{number}"})
        for number in range(3)
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert 'value="Muster"' in answers[-1].content.decode()
    assert Application.objects.count() == 2


@pytest.mark.parametrize("state", WINDOWS)
def test_strangers_never_see_a_draft(client, state):
    draft = cohort_that_is(state, state="draft", name="Geheim")
    html = read(client, draft.programme)
    assert "Noch keine Bewerbung möglich" in html
    assert "Geheim" not in html
    assert "2026" not in html
    apply = f"{draft.programme.get_absolute_url()}apply/"
    assert client.post(apply, NAME).headers["Location"] == draft.programme.get_absolute_url()
    assert not Application.objects.exists()


def test_a_draft_does_not_hide_the_cohort_that_is_open(client):
    programme = cohort_that_is("open").programme
    make_cohort(programme, state="draft", opens_at=NOW - DAY, closes_at=NOW + DAY / 2)
    assert "Bewerbung offen bis 3.\u00a0März" in read(client, programme)


@pytest.mark.parametrize(("role", "told"), [("manager", True), ("interviewer", False)])
def test_who_manages_the_programme_is_led_to_the_preview(client, role, told):
    draft = cohort_that_is("soon", state="draft", name="Geheim")
    client.force_login(make_staff(role, draft.programme))
    preview = reverse("admin:applications_application_preview", args=[draft.pk, "programme"])
    assert (preview in read(client, draft.programme)) is told


def test_closed_by_hand_is_closed_whatever_the_dates_say(client):
    programme = cohort_that_is("open", state="closed").programme
    html = read(client, programme)
    assert f'href="{programme.get_absolute_url()}apply/"' not in html
    assert 'name="email"' in html
