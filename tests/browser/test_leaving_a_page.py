"""Whichever way somebody leaves a page of a form, what they typed is there again."""

import pytest
from playwright.sync_api import expect

from mentoring.common import clock
from programmes.applications import links
from programmes.profiles import links as profile_links
from tests.factories.profiles import make_enrolment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WITHOUT_SCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


@pytest.fixture
def path(site):
    return f"/apply/{links.token_of(links.DRAFT, site.draft)}/name/"


@WITHOUT_SCRIPT
def test_later_and_another_language(visit, path, javascript):
    page = visit(java_script_enabled=javascript)
    page.goto(path)
    page.get_by_label("Last name").fill("")
    page.get_by_label("E-mail address").fill("amina@")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Wie heißt du?")).to_be_visible()
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value("amina@")
    expect(page.locator(".error-summary")).to_have_count(0)

    page.get_by_label("Vorname").fill("Amine")
    page.get_by_role("button", name="Später weitermachen").click()
    expect(page.get_by_text("aber noch nicht fertig")).to_be_visible()
    page.get_by_role("link", name="Wie heißt du?").click()
    expect(page.get_by_label("Vorname")).to_have_value("Amine")


@WITHOUT_SCRIPT
def test_the_name_of_the_programme_and_back(visit, site, path, javascript):
    page = visit(java_script_enabled=javascript)
    page.goto(path.replace("/name/", "/mentor/"))
    page.get_by_label("What should your mentor be like?").fill("Geduldig")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="How and when can you meet?")).to_be_visible()
    page.get_by_role("button", name=site.cohort.programme.name).click()
    page.wait_for_url(f"**{site.path}")
    site.draft.refresh_from_db()
    assert site.draft.mentor_wish == "Geduldig"


def test_reload_at_once_and_after_a_while(visit, path):
    page = visit()
    page.goto(path)
    page.get_by_label("First name").fill("Amine")
    page.reload()
    expect(page.get_by_label("First name")).to_have_value("Amine")

    page.get_by_label("E-mail address").fill("amina@")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("E-mail address").press("End")
    elsewhere = visit()
    elsewhere.goto(path)
    expect(elsewhere.get_by_label("E-mail address")).to_have_value("amina@")


def test_what_is_typed_after_a_mistake_is_newer_than_the_mistake(visit, path):
    page = visit()
    page.goto(path)
    page.get_by_label("E-mail address").fill("amina@")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**kept=**")
    page.get_by_label("First name").fill("Amine")
    page.wait_for_url(lambda address: "kept=" not in address)
    page.reload()
    expect(page.get_by_label("First name")).to_have_value("Amine")
    expect(page.get_by_label("E-mail address")).to_have_value("amina@")


def test_a_mentor_says_no_thank_you_and_comes_back(visit, site):
    now = clock.now()
    enrolment = make_enrolment(site.cohort, created_at=now, saved_at=now, state_since=now)
    page = visit(java_script_enabled=False)
    page.goto(f"/join/{profile_links.token_of(enrolment)}/you/")
    page.get_by_label("Postcode").fill("123")
    page.get_by_role("button", name="No, thank you").click()
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_label("Postcode")).to_have_value("123")


def test_wishes_for_a_time_wait(visit, site):
    page = visit(java_script_enabled=False)
    page.goto(f"/application/{links.token_of(links.STATUS, site.sent)}/wish/")
    page.get_by_label("In your own words").fill("Nur montags")
    page.get_by_role("button", name="Back to the free times").click()
    page.get_by_role("link", name="Tell us when you have time").click()
    expect(page.get_by_label("In your own words")).to_have_value("Nur montags")
