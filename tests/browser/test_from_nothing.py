"""What a newcomer does: a programme from nothing to the first booked interview, by clicks alone."""

import re
from datetime import timedelta

import pytest
from django.utils.formats import date_format
from playwright.sync_api import expect

from mentoring.common import clock
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.cohorts.models import Cohort
from programmes.cohorts.states import CohortState
from tests.browser.test_whole_path import ADDRESS, fill_in, go_on
from tests.factories.accounts import make_operator

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def save(page, name="Save and continue editing"):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".errorlist, .error-summary")).to_have_count(0)


def make_programme(page):
    page.get_by_label("Name", exact=False).first.fill("Brücken")
    page.get_by_label("Name in the web address").fill("bruecken")
    page.get_by_label("Contact address").fill("team@example.org")
    page.get_by_label("Headline (German)").fill("Wer fragt, kommt weiter")
    page.get_by_label("Introduction (German)").fill("Ein Jahr lang jemand an deiner Seite.")
    page.get_by_label("For whom (German)").fill("Alle von 16 bis 35.")
    save(page)


def make_cohort(page, today):
    page.get_by_label("Name", exact=False).first.fill("Frühjahr")
    page.get_by_label("Places").fill("20")

    def day(number):
        return date_format(today + timedelta(days=number), "Y-m-d")

    page.locator("[name=opens_at_0]").fill(day(-1))
    page.locator("[name=opens_at_1]").fill("08:00")
    page.locator("[name=closes_at_0]").fill(day(30))
    page.locator("[name=closes_at_1]").fill("23:00")
    page.locator("[name=starts_on]").fill(day(90))
    page.locator("[name=ends_on]").fill(day(450))
    page.keyboard.press("Escape")
    for each in ("German", "English"):
        page.get_by_label(each, exact=True).first.check()
    save(page)


def add_choice(page, prefix, words):
    page.locator(f"#{prefix}-group").get_by_text(re.compile("^Add another")).click()
    page.locator(f"[name={prefix}-0-title_de]").fill(words)
    page.locator(f"[name={prefix}-0-title_en]").fill(words)
    save(page)


def fill_legal_pages(page, settings, checklist):
    for words in ("Legal notice", "Privacy notice", "Accessibility"):
        page.goto(settings)
        checklist.get_by_role("link", name=words).click()
        for field in ("body_de", "body_en"):
            text = page.locator(f"[name={field}]")
            text.fill(re.sub(r"\[[^\]]*\](?!\()", "Brücken e. V.", text.input_value()))
        save(page, "Save")


def add_choices(page, settings, checklist):
    questions = {"Where would you like support?": "supportneeds", "Which topics": "topics"}
    for words, prefix in questions.items():
        page.goto(settings)
        checklist.get_by_role("link", name=words).click()
        add_choice(page, prefix, "Schule")


def become_interviewer(page, settings, checklist, today):
    """A role in the team, then hours in every week."""
    page.goto(settings)
    checklist.get_by_role("link", name="role of an interviewer").click()
    page.locator("#roles-group").get_by_text(re.compile("^Add another")).click()
    page.locator("[name=roles-0-user]").select_option(label="nora@example.org")
    page.locator("[name=roles-0-role]").select_option(label="Interviewer")
    save(page)
    page.goto(settings)
    checklist.get_by_role("link", name="No interviewer has times").click()
    page.get_by_role("link", name="Add interviewer").first.click()
    page.locator("[name=user]").select_option(label="nora@example.org")
    save(page, "Save")
    page.get_by_role("link", name="nora@example.org").first.click()
    monday = today + timedelta(days=14 - today.weekday())
    page.goto(f"{page.url.partition('?')[0]}?day={monday}")
    for number in range(5):
        draw_hours(page, monday + timedelta(days=number))


def draw_hours(page, day):
    page.locator(f"[id='at-{day}T09:00']").hover()
    page.mouse.down()
    page.locator(f"[id='at-{day}T11:00']").hover()
    page.mouse.up()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.locator(".hours-said")).to_contain_text("Added for every week")


def test_a_programme_from_nothing_to_the_first_booked_interview(visit):
    today = clock.local_day(clock.now())
    page = visit(make_operator("nora@example.org"))
    page.goto("/admin/")
    page.get_by_role("link", name="Create your first programme").click()
    make_programme(page)
    page.goto("/admin/")
    page.get_by_role("link", name="Create the first cohort of Brücken").click()
    make_cohort(page, today)
    cohort = Cohort.objects.get()
    assert cohort.state == CohortState.DRAFT

    settings, checklist = page.url, page.locator(".staff-checklist")
    fill_legal_pages(page, settings, checklist)
    add_choices(page, settings, checklist)
    become_interviewer(page, settings, checklist, today)
    page.goto(settings)
    checklist.get_by_role("link", name="Nobody has looked").click()
    page.goto(settings)
    page.get_by_role("link", name="Open the cohort").click()
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_text("The cohort is open")).to_be_visible()
    cohort.refresh_from_db()
    assert cohort.state == CohortState.OPEN
    apply_and_book(visit(viewport={"width": 360, "height": 800}), cohort)


def apply_and_book(page, cohort):
    page.goto(cohort.programme.get_absolute_url())
    page.get_by_role("link", name="Apply now").click()
    fill_in(page, cohort.starts_on.year - 20, topic="Schule")
    page.get_by_role("button", name="Send application").click()
    page.locator("label.pick").nth(2).click()
    go_on(page)
    application = Application.objects.get(email=ADDRESS)
    assert application.interviews.get().state == InterviewState.BOOKED
