"""Criteria that explain themselves while they change, and a run that one can watch."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from matching.models import CohortCriteria, Run
from matching.services.runs import runs
from matching.states import RunState
from mentoring.common import clock, lifecycle
from mentoring.common.actors import Actor
from tests.browser.test_every_page import RULES, SIDEWAYS, WIDTHS
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort
from tests.factories.crowds import Crowd

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cohort(live_server):
    return Crowd(9, 6, 3, cohort=make_cohort()).cohort


@pytest.fixture
def manager(cohort):
    return make_staff(programme=cohort.programme, language="en")


@pytest.fixture
def criteria_page(visit, cohort, manager):
    def show(**options):
        page = visit(manager, **options)
        page.goto(f"/admin/matching/cohortcriteria/{cohort.pk}/")
        return page

    return show


def test_the_meaning_changes_with_each_number(criteria_page):
    page = criteria_page()
    means = page.locator("#preview")
    expect(means).to_contain_text("Each topic in common counts 10, at most 3.")
    page.locator("#id_topics_points").fill("42")
    expect(means).to_contain_text("Each topic in common counts 42, at most 3.")
    page.get_by_label("Same Land", exact=True).select_option("required")
    expect(means).to_contain_text("Both must live in the same Land.")
    # Half a number is no reason to shout.
    page.locator("#id_topics_points").fill("")
    expect(means).to_contain_text("counts 42")
    assert not CohortCriteria.objects.exists()


def test_without_script_a_button_says_what_it_means(criteria_page):
    page = criteria_page(java_script_enabled=False)
    page.locator("#id_topics_points").fill("42")
    page.get_by_role("button", name="What does it mean?").click()
    expect(page.locator("#preview")).to_contain_text("counts 42, at most 3.")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#trial")).to_contain_text("Topics in common")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. The next matching run")).to_be_visible()


def test_a_run_is_watched_until_its_plan_is_there(visit, cohort, manager):
    page = visit(manager)
    page.goto(f"/admin/matching/run/cohort/{cohort.pk}/")
    run = runs.start(cohort, by=Actor.of(manager), now=clock.now())
    page.reload()
    page.get_by_role("link", name="Look at it").click()
    expect(page.get_by_text("Waits")).not_to_have_count(0)
    lifecycle.move(run, RunState.RUNNING, by=Actor.system(), now=clock.now(), stage="assignment")
    expect(page.locator("[data-label]")).to_have_text("Looks for the best plan")
    Run.objects.update(state=RunState.QUEUED)
    runs.execute(run.pk, now=clock.now())
    expect(page.get_by_role("link", name="Open the board")).to_be_visible()
    expect(page.get_by_text("Proven: this one is optimal.")).to_be_visible()


def test_without_script_a_link_shows_how_far_a_run_is(visit, cohort, manager):
    run = runs.start(cohort, by=Actor.of(manager), now=clock.now())
    page = visit(manager, java_script_enabled=False)
    page.goto(f"/admin/matching/run/{run.pk}/")
    runs.execute(run.pk, now=clock.now())
    page.get_by_role("link", name="Show how far it is").click()
    expect(page.get_by_role("link", name="Open the board")).to_be_visible()


def test_the_pages_are_sound(visit, cohort, manager):
    run = runs.start(cohort, by=Actor.of(manager), now=clock.now())
    runs.execute(run.pk, now=clock.now())
    addresses = (f"cohortcriteria/{cohort.pk}/", f"run/cohort/{cohort.pk}/", f"run/{run.pk}/")
    page = visit(manager)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in addresses:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(f"/admin/matching/{address}")
            found = Axe().run(page, options=RULES)
            assert found.violations_count == 0, found.generate_report()
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate(SIDEWAYS) <= 0, (address, width)
