"""The sheet of an interview, saved as one types: nothing typed is lost, whatever happens."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from mentoring.common import clock
from programmes.admissions.models import InterviewSheet
from programmes.admissions.services import sheets
from programmes.applications.states import ApplicationState
from tests.browser.conftest import session_of
from tests.factories.applications import make_application, make_interview, make_interviewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def talk(site):
    interviewer = make_interviewer(site.cohort.programme)
    adult = {"birth_date": date(1999, 5, 17)}
    application = make_application(site.cohort, ApplicationState.INTERVIEW, **adult)
    return make_interview(application, interviewer, clock.now() - timedelta(minutes=20))


@pytest.fixture
def path(talk):
    return f"/admin/admissions/interview/{talk.pk}/conduct/"


@pytest.fixture
def page(visit, talk, path):
    page = visit(talk.interviewer.user)
    page.goto(path)
    return page


def state(page):
    return page.locator("[data-state]")


def notes(talk):
    return InterviewSheet.objects.get(interview=talk).notes


def test_typing_is_saved_by_itself(page, talk):
    page.get_by_label("Notes").press_sequentially("Sehr wach.")
    expect(state(page)).to_contain_text("Not saved yet")
    expect(state(page)).to_contain_text("Saved at")
    page.get_by_label("4 – very strong").check()
    expect(state(page)).to_contain_text("Not saved yet")
    expect(state(page)).to_contain_text("Saved at")
    sheet = InterviewSheet.objects.get(interview=talk)
    assert (sheet.notes, sheet.motivation, sheet.version) == ("Sehr wach.", 4, 2)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0 or (
        "Sehr wach" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    )


def test_with_the_server_gone_the_text_stays_and_is_sent_again(page, talk, path):
    page.route(f"**{path}", lambda route: route.abort())
    page.get_by_label("Notes").fill("Ohne Netz getippt.")
    expect(state(page)).to_contain_text("trying again")
    page.get_by_label("Notes").press_sequentially(" Und weiter.")
    assert not InterviewSheet.objects.exists()

    page.unroute(f"**{path}")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(state(page)).to_contain_text("Saved at")
    assert notes(talk) == "Ohne Netz getippt. Und weiter."


def test_who_leaves_with_unsaved_text_is_asked(page, path):
    page.route(f"**{path}", lambda route: route.abort())
    page.get_by_label("Notes").fill("Noch nicht da.")
    expect(state(page)).to_contain_text("trying again")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_a_sign_in_in_a_second_tab_saves_what_was_typed(page, talk, live_server):
    page.get_by_label("Notes").fill("Vorher.")
    expect(state(page)).to_contain_text("Saved at")
    page.context.clear_cookies()
    page.get_by_label("Notes").press_sequentially(" Nachher.")
    expect(state(page)).to_contain_text("You are signed out")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    expect(page.get_by_label("Notes")).to_have_value("Vorher. Nachher.")

    page.context.add_cookies([session_of(talk.interviewer.user, live_server.url)])
    expect(state(page)).to_contain_text("Saved at")
    expect(page.get_by_role("link", name="Sign in")).to_be_hidden()
    assert notes(talk) == "Vorher. Nachher."


def elsewhere(talk, text):
    seen = getattr(InterviewSheet.objects.filter(interview=talk).first(), "version", 0)
    needs = list(talk.application.needs.all())
    sheets.note(talk, {"notes": text, "needs": needs}, seen=seen, now=clock.now())


def test_a_newer_version_is_shown_beside_ones_own_and_both_are_put_together(page, talk):
    elsewhere(talk, "Am Telefon getippt.")
    page.get_by_label("Notes").fill("Am Rechner getippt.")
    expect(state(page)).to_contain_text("two versions")
    newer = page.locator(".staff-newer")
    expect(newer).to_contain_text("Am Telefon getippt.")
    expect(page.get_by_label("Notes")).to_have_value("Am Rechner getippt.")
    assert notes(talk) == "Am Telefon getippt."

    page.get_by_role("button", name="Put both together").click()
    expect(page.get_by_label("Notes")).to_have_value("Am Telefon getippt.\n\nAm Rechner getippt.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(state(page)).to_contain_text("Saved at")
    assert notes(talk) == "Am Telefon getippt.\n\nAm Rechner getippt."


def test_without_script_both_versions_stand_on_the_page(visit, talk, path):
    page = visit(talk.interviewer.user, java_script_enabled=False)
    page.goto(path)
    page.get_by_label("Notes").fill("Am Rechner getippt.")
    elsewhere(talk, "Am Telefon getippt.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".staff-newer")).to_contain_text("Am Telefon getippt.")
    expect(page.get_by_label("Notes")).to_have_value("Am Rechner getippt.")

    page.get_by_role("button", name="Save mine instead").click()
    assert notes(talk) == "Am Rechner getippt."


def test_held_saves_first_and_completes(page, talk):
    page.get_by_label("Notes").fill("Fertig.")
    page.get_by_role("button", name="Save and mark as held").click()
    expect(page.get_by_role("alert")).to_contain_text("Something is still missing")
    page.get_by_label("4 – very strong").check()
    page.get_by_label("What makes you think so?").fill("Leitet eine Gruppe.")
    page.get_by_label("Accept", exact=True).check()
    page.get_by_role("button", name="Save and mark as held").click()
    expect(page.get_by_text("Saved and marked as held")).to_be_in_viewport()
    expect(page.get_by_role("region", name="Messages")).to_be_focused()
    talk.refresh_from_db()
    assert (talk.state, notes(talk)) == ("held", "Fertig.")
