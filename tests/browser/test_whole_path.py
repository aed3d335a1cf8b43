"""Applying, booking and looking where things stand, as on a phone and at a desk."""

import re

import pytest
from playwright.sync_api import expect

from mentoring.notifications.models import Mail
from programmes.admissions.states import InterviewState
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from tests.journeys.people import link_in, newest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "amina@example.org"


def go_on(page):
    """Send the form and wait for the answer, be it the next page or the same one again."""
    with page.expect_navigation():
        page.locator("main form button.btn-primary").click()


def fill_in(page, year, topic="Speaking"):
    page.get_by_label("First name").fill("Amina")
    page.get_by_label("Last name").fill("Yılmaz")
    page.get_by_label("E-mail address").fill(ADDRESS)
    go_on(page)
    page.get_by_label("Day").fill("17")
    page.get_by_label("Month").fill("5")
    page.get_by_label("Year").fill(str(year))
    go_on(page)
    page.get_by_label("Where do you live?").select_option("SN")
    go_on(page)
    page.get_by_label(topic).first.check()
    page.get_by_label("What should be different after a year?").fill("Mehr Mut")
    go_on(page)
    page.get_by_label("German", exact=True).check()
    page.get_by_label("By video").check()
    go_on(page)
    for _voluntary in ("mentor", "background"):
        go_on(page)
    page.get_by_label("Poster or flyer").check()
    go_on(page)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_the_programme_page_to_a_moved_appointment(visit, site, width, javascript):
    size = {"width": width, "height": 800}
    page = visit(viewport=size, java_script_enabled=javascript)
    page.goto(site.path)
    page.get_by_role("link", name="Apply now").click()
    fill_in(page, site.cohort.starts_on.year - 20)

    expect(page.get_by_role("heading", name="Is everything right?")).to_be_visible()
    expect(page.get_by_text("Mehr Mut")).to_be_visible()
    page.get_by_role("link", name="Change (Region)").click()
    page.get_by_label("Where do you live?").select_option("BE")
    go_on(page)
    expect(page.get_by_text("Berlin")).to_be_visible()
    page.get_by_role("button", name="Send application").click()

    page.locator("label.pick").nth(2).click()
    go_on(page)
    expect(page.get_by_role("heading", name="We are looking forward")).to_be_visible()
    application = Application.objects.get(email=ADDRESS)
    assert (application.state, application.region) == (ApplicationState.INTERVIEW, "BE")

    page.get_by_role("link", name="View or move the appointment").click()
    page.get_by_role("link", name="Move the appointment").click()
    page.locator("label.pick").nth(5).click()
    go_on(page)
    interview = application.interviews.get()
    assert (interview.sequence, interview.state) == (1, InterviewState.BOOKED)

    page.goto(link_in(newest(ADDRESS, "interview_moved"), "interview"))
    page.get_by_role("link", name="Cancel the appointment").click()
    page.get_by_role("button", name=re.compile("[Cc]ancel")).click()
    expect(page.get_by_role("heading", name="Your appointment is cancelled")).to_be_visible()
    interview.refresh_from_db()
    assert interview.state == InterviewState.CANCELLED


def test_a_page_with_gaps_leads_to_the_first_one(visit, site):
    page = visit(viewport={"width": 360, "height": 800})
    page.goto(f"{site.path}apply/")
    page.get_by_label("First name").fill("Amina")
    go_on(page)

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="E-mail address").click()
    expect(page.get_by_label("E-mail address")).to_be_focused()
    expect(page.get_by_label("First name")).to_have_value("Amina")


def test_the_back_button_of_the_browser_loses_nothing(visit, site):
    page = visit()
    page.goto(f"{site.path}apply/")
    page.get_by_label("First name").fill("Amina")
    page.get_by_label("Last name").fill("Yılmaz")
    page.get_by_label("E-mail address").fill(ADDRESS)
    go_on(page)
    page.go_back()
    page.get_by_label("First name").fill("Amine")
    go_on(page)

    expect(page.get_by_role("heading", name="When were you born?")).to_be_visible()
    # The first page made a draft each time it was sent; the last one is what goes on.
    assert Application.objects.filter(email=ADDRESS, given_name="Amine").exists()


def test_opening_a_mailed_link_changes_nothing(visit, site):
    """A mail scanner renders the page with all its scripts."""
    manage = link_in(newest(site.booked.application.email, "interview_booked"), "interview")
    mails, page = Mail.objects.count(), visit()
    for path in (manage, f"{manage}move/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")

    site.booked.refresh_from_db()
    assert (site.booked.state, site.booked.sequence) == (InterviewState.BOOKED, 0)
    assert Mail.objects.count() == mails


def test_a_device_in_another_zone_sees_both_times(visit, site):
    page = visit(timezone_id="America/New_York")
    page.goto(links_of(site.sent)["book"])

    page.wait_for_url("**/book/?zone=America*")
    expect(page.get_by_text("In brackets: the time in Berlin.")).to_be_visible()
    expect(page.locator("label.pick").first).to_contain_text("(")


def test_a_time_is_booked_without_a_mouse(visit, site):
    page = visit()
    page.goto(links_of(site.sent)["book"])
    press_until(page, "Tab", "input[name=slot]")
    page.keyboard.press("ArrowRight")
    chosen = page.locator("input[name=slot]:checked").get_attribute("value")
    press_until(page, "Tab", "input[name=channel]")
    press_until(page, "Tab", "button.btn-primary")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert (outline, shadow) != ("none", "none"), "the focus is seen"
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="We are looking forward")).to_be_visible()
    assert site.sent.interviews.get().starts_at.isoformat() == chosen


def press_until(page, key, selector):
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{key} does not lead to {selector}")


def links_of(application):
    token = links.token_of(links.STATUS, application)
    return {"book": f"/application/{token}/book/"}


def test_the_skip_link_comes_first(visit, site):
    page = visit()
    page.goto(site.path)
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_who_wants_less_motion_gets_none(visit, site):
    moving = """() => [...document.querySelectorAll("*")].filter(e => {
        const style = getComputedStyle(e);
        const seconds = text => Math.max(...text.split(",").map(parseFloat));
        return seconds(style.transitionDuration) > 0.01 || seconds(style.animationDuration) > 0.01;
    }).length"""
    for path in (site.path, links_of(site.sent)["book"]):
        page = visit(reduced_motion="reduce")
        page.goto(path)
        assert page.evaluate(moving) == 0
