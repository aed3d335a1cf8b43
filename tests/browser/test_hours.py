"""The week grid by mouse, by keyboard, on a phone, and without script."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from mentoring.common import clock
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from tests.browser.test_every_page import RULES, SIDEWAYS
from tests.factories.applications import make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Past the notice, and within what can be booked.
NEXT_WEEK = timedelta(days=8)


@pytest.fixture
def person(live_server):
    return make_interviewer(make_cohort().programme, holidays_off=False)


@pytest.fixture
def monday():
    day = (clock.now() + NEXT_WEEK).date()
    return day - timedelta(days=day.weekday())


@pytest.fixture
def open_week(visit, person, monday):
    def show(**options):
        page = visit(person.user, **options)
        page.goto(f"/admin/admissions/interviewer/{person.pk}/change/?day={monday}")
        return page

    return show


def cell(page, day, time):
    return page.locator(f"[id='at-{day}T{time}']")


def rules():
    return [
        (r.weekday, f"{r.starts:%H:%M}", f"{r.ends:%H:%M}") for r in AvailabilityRule.objects.all()
    ]


def assert_clean(page):
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate(SIDEWAYS) == 0


def test_hours_are_drawn_changed_and_removed_by_mouse(open_week, monday):
    page = open_week()
    cell(page, monday, "09:00").hover()
    page.mouse.down()
    cell(page, monday, "10:00").hover()
    cell(page, monday, "10:30").hover()
    page.mouse.up()
    dialog = page.get_by_role("dialog", name="New hours")
    expect(dialog.get_by_label("From")).to_have_value("09:00")
    expect(dialog.get_by_label("Until")).to_have_value("11:00")
    assert_clean(page)
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator(".hours-said")).to_contain_text("Added for every week")
    assert rules() == [(0, "09:00", "11:00")]
    expect(cell(page, monday, "09:30")).to_have_accessible_name(
        f"{monday:%A, {monday.day} %B}, 09:30, free"
    )

    cell(page, monday, "10:00").click()
    dialog = page.get_by_role("dialog", name="Change hours")
    dialog.get_by_label("Until").fill("08:00")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_contain_text("must be later")
    dialog.get_by_label("Until").fill("10:00")
    dialog.get_by_label("Only this day").check()
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator(".hours-said")).to_contain_text("Changed for this day")
    assert AvailabilityException.objects.get().kind == "off"

    cell(page, monday, "09:00").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.locator(".hours-said")).to_contain_text("Removed from every week")
    assert rules() == []


def test_hours_are_made_by_keyboard(open_week, monday):
    page = open_week()
    cell(page, monday, "08:00").focus()
    for key in (
        "ArrowRight",
        "ArrowDown",
        "ArrowDown",
        "Shift+ArrowDown",
        "Shift+ArrowDown",
        "Enter",
    ):
        page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="New hours")
    expect(dialog.get_by_label("From")).to_be_focused()
    page.keyboard.press("Escape")
    tuesday = monday + timedelta(days=1)
    expect(dialog).to_be_hidden()

    cell(page, tuesday, "09:00").focus()
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(dialog.get_by_label("Until")).to_have_value("10:30")
    page.keyboard.press("Enter")
    expect(page.locator(".hours-said")).to_contain_text("Added for every week")
    assert rules() == [(1, "09:00", "10:30")]
    # Only one cell is in the order of tabs.
    assert page.locator(".hours-grid a[tabindex='0']").count() == 1


def test_a_day_is_taken_off_and_what_is_booked_is_told(open_week, person, monday):
    starts_at = clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    starts_at += timedelta(days=(monday - starts_at.date()).days)
    make_interview(
        make_application(make_cohort(person.user.roles.get().programme)), person, starts_at
    )
    AvailabilityRule.objects.create(user=person.user, weekday=0, starts="09:00", ends="18:00")
    page = open_week()
    expect(page.locator(".hours-talk")).to_have_count(1)
    assert_clean(page)

    page.locator("thead [data-spot]").first.click()
    dialog = page.get_by_role("dialog", name="Take days off")
    dialog.get_by_label("Reason").fill("Conference")
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator(".hours-said")).to_contain_text("1 interview is booked in this time")
    expect(page.locator("thead").get_by_text("Conference")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_a_day_at_a_time(open_week, person, monday, scheme):
    AvailabilityRule.objects.create(user=person.user, weekday=0, starts="09:00", ends="12:00")
    page = open_week(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    expect(cell(page, monday, "09:00")).to_be_visible()
    expect(cell(page, monday + timedelta(days=1), "09:00")).to_be_hidden()
    assert_clean(page)

    page.get_by_role("navigation", name="Day", exact=True).get_by_role("link").nth(1).click()
    expect(cell(page, monday + timedelta(days=1), "09:00")).to_be_visible()
    cell(page, monday + timedelta(days=1), "09:00").click()
    expect(page.get_by_role("dialog", name="New hours")).to_be_visible()
    assert_clean(page)


def test_without_script_a_cell_leads_to_its_form(open_week, monday):
    page = open_week(java_script_enabled=False)
    cell(page, monday, "09:00").click()
    page.get_by_role("heading", name="New hours").wait_for()
    page.get_by_label("Until").fill("10:00")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Added for every week").wait_for()
    assert rules() == [(0, "09:00", "10:00")]
