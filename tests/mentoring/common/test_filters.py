"""Narrowing a list: by several values at once, each named above the list and easily removed."""

import pytest
from django.urls import reverse

from mentoring.accounts.states import Role
from mentoring.common.filters import chosen_in
from programmes.applications.states import ApplicationState
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db
LIST = "admin:applications_application_changelist"


@pytest.fixture
def cohort(client):
    cohort = make_cohort()
    client.force_login(make_staff(Role.MANAGER, cohort.programme))
    return cohort


@pytest.fixture
def read(client):
    return lambda query: client.get(f"{reverse(LIST)}?{query}")


def states(page):
    return sorted(row.state for row in page.context["cl"].result_list)


@pytest.fixture
def three(cohort):
    for state in ("submitted", "accepted", "waitlisted"):
        make_application(cohort, ApplicationState(state))


def test_of_several_values_any_may_hold(read, three):
    assert states(read("state=submitted&state=accepted")) == ["accepted", "submitted"]
    assert states(read("state=accepted&state=accepted&state=")) == ["accepted"]


def test_filters_that_ask_more_than_a_column_take_several_values_too(read, three):
    assert states(read("hint=unbooked&hint=duplicate")) == ["submitted"]
    assert states(read("hint=unbooked&hint=duplicate&state=accepted")) == []


def test_one_forged_value_finds_nothing(read, three):
    assert states(read("state=accepted&state=draft")) == []


def test_each_value_is_named_and_can_be_removed(read, cohort, three):
    page = read(f"state=accepted&state=submitted&cohort={cohort.pk}&q=amina")
    chosen = {str(each.words): each.without for each in chosen_in(page.context["cl"])}
    assert set(chosen) == {"Gesendet", "Aufgenommen", str(cohort)}
    assert chosen["Gesendet"] == f"?cohort={cohort.pk}&q=amina&state=accepted"
    assert chosen[str(cohort)] == "?q=amina&state=accepted&state=submitted"
    for words in chosen:
        assert words in page.content.decode()


def test_filters_of_a_column_are_named_too(client):
    client.force_login(make_staff(Role.MANAGER))
    make_mail()
    page = client.get(reverse("admin:notifications_mail_changelist") + "?state__exact=failed")
    assert [each.without for each in chosen_in(page.context["cl"])] == ["?"]


def test_without_a_filter_nothing_is_named(read, three):
    assert chosen_in(read("q=amina").context["cl"]) == []


def test_the_panel_ticks_what_is_chosen(read, three):
    page = read("state=accepted&state=submitted").content.decode()
    for value, ticked in (("accepted", True), ("submitted", True), ("declined", False)):
        box = page.partition(f'type="checkbox" name="state" value="{value}"')[2][:9]
        assert (box == " checked>") is ticked


@pytest.mark.parametrize(("rows", "words"), [(3, "3"), (51, "1 bis 50 von 51")])
def test_a_list_says_how_many_rows_it_shows(read, cohort, rows, words):
    for _number in range(rows):
        make_application(cohort)
    page = read("").content.decode()
    shown = page.partition('class="staff-pages"')[2].partition("</p>")[0]
    assert words in " ".join(shown.split())


def test_all_means_all(client, read, cohort):
    for _number in range(51):
        make_application(cohort)
    page = read("state=submitted")
    assert len(page.context["cl"].result_list) == 50
    assert "Alle 51 zeigen" in page.content.decode()
    assert len(read("all=&state=submitted").context["cl"].result_list) == 51
