"""Tasks on a phone: taken from the list, closed with an outcome, and what a mistake looks like."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from mentoring.common import clock
from mentoring.worklist.models import Task
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_programme
from tests.factories.worklist import make_task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def manager(programme):
    return make_staff("manager", programme, name="Miriam Osei", language="en")


@pytest.fixture
def late(programme):
    day = localdate(clock.now()) - timedelta(days=3)
    return make_task(programme, title="Call Mo", due_on=day, details="At home after six.\n\n" * 9)


def test_from_the_first_page_to_the_outcome(visit, manager, late):
    page = visit(manager, **PHONE)
    page.goto("/admin/")
    page.get_by_role("link", name="Call Mo").click()
    expect(page.get_by_text("3 days overdue")).to_be_visible()
    page.get_by_role("button", name="I look after it").click()
    expect(page.get_by_text("You look after it.")).to_be_visible()

    page.get_by_role("button", name="Close the task").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary").get_by_role("link").click()
    first = page.get_by_role("radio", name="Reached")
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    expect(page.locator(".staff-error", has_text="Please choose an outcome.")).to_be_in_viewport()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Close the task").click()
    expect(page.get_by_text("Nothing is left to do.")).to_be_visible()

    task = Task.objects.get()
    assert (task.state, task.outcome, task.assignee) == ("done", "reached", manager)


def test_several_are_taken_at_once(visit, manager, programme, late):
    make_task(programme, title="Call Lea")
    page = visit(manager)
    page.goto("/admin/worklist/task/?assignee=nobody")
    for box in page.locator("input.action-select").all():
        box.check()
    page.locator("select[name=action]").select_option("take_them")
    page.locator("button[name=index]").click()
    expect(page.get_by_text("2 tasks are yours now.")).to_be_visible()
    expect(page.get_by_text("Nothing fits")).to_be_visible()


def test_without_script_it_works_as_well(visit, manager, late):
    page = visit(manager, java_script_enabled=False, **PHONE)
    page.goto(f"/admin/worklist/task/{late.pk}/change/")
    page.get_by_text("It need not be done").click()
    page.get_by_label("Reason").fill("Moved away")
    page.get_by_role("button", name="Close as not needed").click()
    expect(page.get_by_text("Open again")).to_be_visible()
    assert Task.objects.get().closing_note == "Moved away"
