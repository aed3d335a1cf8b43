"""Choosing a time with whom and from where one likes, or saying when; by finger, keyboard, ear."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import expect

from mentoring.accounts.states import Role
from mentoring.common import clock
from mentoring.common.actors import Actor
from programmes.admissions.models import TimeRequest
from programmes.admissions.services import time_requests
from programmes.admissions.states import Channel
from programmes.applications import links
from programmes.applications.states import ApplicationState
from programmes.scheduling.states import Weekday
from tests.browser.test_every_page import check, found_by_axe, say, sideways
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application, make_interview, make_interviewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mia(site):
    hours = [(day, "14:00", "16:00") for day in Weekday.values]
    user = make_staff(Role.INTERVIEWER, site.cohort.programme, name="Mia Lindgren")
    return make_interviewer(
        site.cohort.programme,
        *hours,
        user=user,
        channels=[Channel.VIDEO, Channel.ADDRESS],
        address="Lindenstraße 1, 10969 Berlin",
    )


@pytest.fixture
def manager(site):
    return make_staff(Role.MANAGER, site.cohort.programme)


def status(application):
    return f"/application/{links.token_of(links.STATUS, application)}/"


def offer_in(site, mia, manager, days=5):
    evening = localtime(clock.now()) + timedelta(days=days)
    starts = [evening.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in (19, 20)]
    by = Actor.of(manager)
    time_requests.offer(site.sent, interviewer=mia, starts=starts, by=by, now=clock.now())
    return starts


def test_from_new_york_by_keyboard_to_a_talk_with_mia(visit, site, mia):
    page = visit(timezone_id="America/New_York")
    page.goto(f"{status(site.sent)}book/")
    page.wait_for_url("**New_York**")
    expect(page.get_by_text("your time (New York)")).to_be_visible()
    expect(page.get_by_text("In brackets: the time in Berlin.")).to_be_visible()

    page.get_by_role("link", name="Mia").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**who=**")
    expect(page.locator(".person[aria-current]")).to_have_text("MLMia")
    page.locator("#times input").first.focus()
    page.keyboard.press("Space")
    chosen = page.locator("#times input").first.get_attribute("value")
    page.get_by_label("On site").focus()
    page.keyboard.press("Space")
    page.locator("form button.btn-primary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="We are looking forward")).to_be_visible()
    talk = site.sent.interviews.get()
    assert (talk.interviewer, talk.channel, talk.zone) == (mia, "address", "America/New_York")
    assert talk.starts_at.isoformat() == chosen


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_nothing_fits_so_wishes_are_left_and_answered(visit, site, mia, manager, javascript):
    page = visit(viewport={"width": 320, "height": 800}, java_script_enabled=javascript)
    page.goto(f"{status(site.sent)}book/")
    page.get_by_role("link", name="Tell us when you have time.").click()
    page.get_by_label("Weekdays, evenings").check()
    page.get_by_label("In your own words").fill("Ab Montag nach 18 Uhr")
    page.get_by_role("button", name="Send wishes").click()
    expect(page.get_by_text("We look for a time and write to you")).to_be_visible()
    assert TimeRequest.objects.open().get().text == "Ab Montag nach 18 Uhr"

    starts = offer_in(site, mia, manager)
    page.goto(f"{status(site.sent)}book/")
    expect(page.get_by_role("heading", name="Offered to you")).to_be_visible()
    page.locator("label.pick").first.click()
    page.locator("form button.btn-primary").click()
    expect(page.get_by_role("heading", name="We are looking forward")).to_be_visible()
    assert site.sent.interviews.get().starts_at == starts[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit, site, mia, manager, scheme):
    time_requests.leave(
        site.sent, times=["evenings"], text="Spät", zone="Asia/Tokyo", now=clock.now()
    )
    page = visit(color_scheme=scheme, locale="de-DE")
    paths = [f"{status(site.sent)}{tail}" for tail in ("wish/", "book/", f"book/?who={mia.pk}")]
    say([fault for path in paths for fault in check(page, path)])
    offer_in(site, mia, manager)
    say(check(page, f"{status(site.sent)}book/?zone=Asia/Tokyo"))

    staff = visit(user=manager, color_scheme=scheme, locale="de-DE")
    person = f"/admin/applications/application/{site.sent.pk}"
    move = f"/admin/admissions/interview/{site.booked.pk}/move/"
    paths = ["/admin/", f"{person}/change/", f"{person}/book/", f"{person}/offer/", move]
    say([fault for path in paths for fault in check(staff, path)])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_two_versions_of_a_sheet(visit, site, mia, scheme):
    application = make_application(site.cohort, ApplicationState.INTERVIEW)
    talk = make_interview(application, mia, clock.now() - timedelta(minutes=20))
    path = f"/admin/admissions/interview/{talk.pk}/conduct/"
    first, second = (visit(user=mia.user, color_scheme=scheme) for _ in range(2))
    first.goto(path)
    second.goto(path)
    for page, text in ((first, "Am Telefon."), (second, "Am Rechner.")):
        page.get_by_label("Notes").fill(text)
        words = "Saved at" if page is first else "two versions"
        expect(page.locator("[data-state]")).to_contain_text(words)
    say([*sideways(second, path), *found_by_axe(second, path)])
