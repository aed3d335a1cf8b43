"""The form of what counts: presets, preview, a pair to try, and colleagues."""

import tomllib

import pytest
from django.urls import reverse

from matching.engine import criteria_file
from matching.forms.criteria import CriteriaForm
from matching.models import CohortCriteria
from matching.services import criteria
from matching.services.criteria import BALANCED, settings_of, table_of
from matching.services.rules import RULES, Mode
from mentoring.privacy.models import AccessLog
from mentoring.privacy.states import Purpose
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(client):
    cohort = make_cohort()
    client.force_login(make_staff(programme=cohort.programme, language="en"))
    client.cookies["language"] = "en"
    return cohort


def at(cohort, page="of"):
    return reverse(f"admin:matching_cohortcriteria_{page}", args=[cohort.pk])


def filled(cohort, **changes):
    """What an untouched form sends."""
    form = CriteriaForm(criteria=criteria.of(cohort))
    known = {field.html_name: field.value() for field in form}
    return {name: value for name, value in known.items() if value is not False} | changes


def post(client, cohort, button="save", **changes):
    return client.post(at(cohort), filled(cohort, **changes) | {button: "1"})


def test_an_untouched_form_saves_the_balanced_preset(client, cohort):
    assert post(client, cohort).status_code == 302
    saved = CohortCriteria.objects.get()
    assert (saved.table, saved.version, saved.objective) == (table_of(BALANCED), 1, "fair")


def test_a_preset_fills_the_form_and_changes_nothing(client, cohort):
    page = client.get(at(cohort), {"preset": "topics"})
    assert page.context["form"]["topics_points"].value() == 15
    assert "It counts once you save" in page.content.decode()
    assert not CohortCriteria.objects.exists()


def test_the_preview_says_what_the_form_means_and_saves_nothing(client, cohort):
    page = post(client, cohort, "preview", topics_points="42")
    assert "Each topic in common counts 42, at most 3." in page.content.decode()
    assert not CohortCriteria.objects.exists()


def test_a_script_asks_for_the_preview_alone(client, cohort):
    data = filled(cohort, topics_mode=Mode.OFF) | {"preview": "1"}
    page = client.post(at(cohort), data, headers={"X-Part": "preview"})
    assert "Languages in common are required." in page.content.decode()
    assert "topic in common" not in page.content.decode()
    assert "<form" not in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [("topics_points", ""), ("topics_points", "0"), ("distance_number", "x"), ("region_mode", "?")],
)
def test_a_wrong_number_is_told_at_its_rule(client, cohort, field, value):
    page = post(client, cohort, **{field: value})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    assert f'id="id_{field}_error"' in page.content.decode()
    assert not CohortCriteria.objects.exists()


def test_a_colleague_who_was_quicker_is_not_overwritten(client, cohort):
    data = filled(cohort, topics_points="42")
    criteria.save(cohort, table={}, version=0)
    page = client.post(at(cohort), data | {"save": "1"})
    assert page.status_code == 409
    assert "A colleague has just changed the criteria" in page.content.decode()
    assert page.context["form"]["topics_mode"].value() == Mode.OFF
    assert CohortCriteria.objects.get().table == {}


def test_one_pair_is_tried_under_what_the_form_says_now(client, cohort):
    mentee, mentor = make_mentee(cohort, region="BY"), make_mentor(cohort)
    give_answers(mentee.subject, Purpose.MATCHING)
    who = {"mentee": str(mentee.pk), "mentor": str(mentor.pk)}
    page = post(client, cohort, "try", topics_points="42", region_mode=Mode.REQUIRED, **who)
    trial = page.context["trial"]
    lines = {str(line.label): line for line in trial.lines}
    assert lines["Topics in common"].points == 42
    assert lines["Same Land"].forbids
    assert not trial.is_allowed
    assert "They do not live in the same Land." in page.content.decode()
    assert not AccessLog.objects.exists()
    assert not CohortCriteria.objects.exists()


@pytest.mark.parametrize("mentor", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nobody_else_can_be_tried(client, cohort, mentor):
    mentee, stranger = make_mentee(cohort), make_mentor()
    make_mentor(cohort)
    for one in (mentor, str(stranger.pk)):
        page = post(client, cohort, "try", mentee=str(mentee.pk), mentor=one)
        assert page.status_code == 200
        assert page.context["trial"] is None


def test_the_file_is_what_match_files_reads(client, cohort, tmp_path):
    criteria.save(cohort, table=table_of(BALANCED), version=0)
    page = client.get(at(cohort, "file"))
    table = tomllib.loads(page.content.decode())
    assert settings_of(table) == settings_of(table_of(BALANCED))
    path = tmp_path / "criteria.toml"
    path.write_bytes(page.content)
    assert len(criteria_file.read(path).criteria.rules) == 12


def test_the_side_bar_leads_to_the_cohort_that_comes_next(client, cohort):
    later = cohort.starts_on.replace(year=cohort.starts_on.year + 1)
    make_cohort(cohort.programme, starts_on=later, ends_on=later.replace(year=later.year + 1))
    page = client.get(reverse("admin:matching_cohortcriteria_changelist"))
    assert page.url == at(cohort)


def test_each_rule_has_its_fields():
    form = CriteriaForm(criteria=CohortCriteria(table={}))
    assert [row["rule"] for row in form.rows()] == list(RULES)


def test_a_rule_that_nobody_can_feed_says_so_and_where_to_ask(client, cohort):
    make_mentee(cohort, postcode="")
    make_mentor(cohort)
    page = client.get(at(cohort)).content.decode()
    assert (
        page.count("No mentee has said anything about it.") == 3
    )  # distance, most important topics, whom they named
    # good times, own questions
    assert page.count("No mentee and no mentor has said anything about it.") == 2
    asked = reverse("admin:cohorts_cohort_change", args=[cohort.pk])
    assert page.count(f'href="{asked}">Ask for it') == page.count("Counts for nobody.")
    assert "Age and gender count where a question of your own asks" in page
