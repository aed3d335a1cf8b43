"""Deciding at a desk: the mail changed before it goes, an undo, and many at once."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from mentoring.common import clock
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from programmes.admissions.models import SavedView
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application, make_interview

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
LIST = "/admin/applications/application/"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def manager(site):
    return make_staff("manager", site.cohort.programme, name="Miriam Osei", language="en")


@pytest.fixture
def held(site):
    """Somebody whose interview was held yesterday."""
    application = make_application(site.cohort, "interview", language="en", given_name="Zoë")
    starts_at = clock.now() - timedelta(days=1)
    make_interview(application, site.booked.interviewer, starts_at, InterviewState.HELD)
    return application


def axe(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        (rule["id"], node["html"][:200])
        for rule in found
        for node in rule["nodes"]
        if "staff-" in node["html"] or any("staff-" in part for part in node["target"])
    ]


def test_accepting_with_words_of_ones_own_and_an_undo(visit, manager, held):
    page = visit(user=manager)
    page.goto(f"{LIST}{held.pk}/change/")
    page.get_by_role("link", name="Accept").click()
    page.get_by_label("Reason").fill("Knows what she wants.")
    page.get_by_label("Subject of the mail").fill("Welcome, Zoë!")
    page.get_by_label("Text of the mail").press_sequentially("Hello <b>you</b>. ")
    preview = page.frame_locator("#preview iframe")
    expect(page.locator("#preview .staff-what")).to_have_text("Welcome, Zoë!")
    expect(preview.get_by_text("Hello <b>you</b>.")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Accept").click()

    expect(page.get_by_text("not final yet")).to_be_visible()
    mail = Mail.objects.get(kind="application_accepted")
    assert (mail.subject, mail.state) == ("Welcome, Zoë!", State.QUEUED)
    page.locator(".staff-timeline summary").first.click()
    expect(page.locator(".staff-timeline pre").first).to_contain_text("Hello <b>you</b>.")
    assert axe(page) == []

    page.locator("a[href$='/undo/']").click()
    page.get_by_label("Reason").fill("Wrong person.")
    assert axe(page) == []
    page.get_by_role("button", name="Undo the decision").click()
    expect(page.get_by_text("The decision is undone")).to_be_visible()
    held.refresh_from_db()
    assert held.state == ApplicationState.INTERVIEW
    mail.refresh_from_db()
    assert mail.state == State.CANCELLED


def test_declining_many_after_reading_each_mail(visit, manager, site, held):
    page = visit(user=manager)
    page.goto(f"{LIST}?q=example.org")
    for application in (site.sent, held, site.booked.application):
        page.locator(f"input.action-select[value='{application.pk}']").check()
    page.locator("select[name=action]").select_option("decide_decline")
    page.get_by_role("button", name="Run").click()

    expect(page.get_by_role("heading", name="Decline: 2 people")).to_be_visible()
    expect(page.get_by_text("still an interview booked")).to_be_visible()
    letters = page.locator("details.staff-letter")
    expect(letters).to_have_count(2)
    for letter in letters.all():
        letter.locator("summary").click()
        expect(letter.locator("pre")).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Reason").fill("No place this year.")
    page.get_by_role("button", name="Decline: 2 people").click()

    expect(page.locator(".staff-done")).to_have_count(2)
    assert Mail.objects.filter(kind="application_declined").count() == 2
    assert axe(page) == []


def test_a_view_of_ones_own(visit, manager, site, held):
    page = visit(user=manager)
    page.goto(LIST)
    page.locator("#changelist a", has_text="Filters").click()
    page.locator(".staff-filter summary", has_text="State").click()
    page.locator("input[name=state][value=interview]").check()
    page.get_by_role("button", name="Apply Filters").click()
    page.get_by_text("Save this view").click()
    page.get_by_label("Name of the view").fill("Talks")
    page.get_by_role("button", name="Save").click()
    tab = page.get_by_role("navigation", name="Saved views").get_by_role("link", name="Talks")
    expect(tab).to_have_attribute("aria-current", "page")
    assert SavedView.objects.get().query == "state=interview"
    assert axe(page) == []


@pytest.mark.parametrize(
    "look",
    [
        {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        for width in (360, 1280)
        for scheme in ("light", "dark")
    ],
    ids=lambda look: f"{look['viewport']['width']}-{look['color_scheme']}",
)
def test_the_season_and_the_pages_around_it(visit, manager, site, held, look):
    page = visit(user=manager, **look)
    for address in (
        LIST,
        f"{LIST}season/{site.cohort.pk}/",
        f"{LIST}bulk/decline/?id={held.pk}",
        f"{LIST}{held.pk}/decline/",
        f"{LIST}{held.pk}/change/",
    ):
        page.goto(address)
        assert page.evaluate(SIDEWAYS) <= 0, address
        assert axe(page) == [], address
