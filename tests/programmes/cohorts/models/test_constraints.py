"""What the database itself refuses about cohorts and roles."""

from datetime import timedelta

import pytest
from django.db.models import F

from programmes.cohorts.models import Cohort, ExtraQuestion, RoleAssignment
from programmes.cohorts.states import QuestionKind
from tests.constraints import change, insert_again, refused_by
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_campaign, make_cohort, make_legal_page, make_programme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"closes_at": F("opens_at")}, "cohort_closes_after_opening"),
        ({"ends_on": F("starts_on") - timedelta(days=1)}, "cohort_ends_after_start"),
        ({"max_age": 15}, "cohort_ages_in_order"),
        ({"places": 0}, "cohort_has_places"),
        ({"form_languages": []}, "cohort_has_a_language"),
        ({"drafts_kept_days": 0}, "cohort_retention_in_bounds"),
        ({"refused_kept_days": 9999}, "cohort_retention_in_bounds"),
        ({"certificate_months": 0}, "cohort_certificate_in_bounds"),
    ],
)
def test_a_cohort_makes_sense(change, constraint):
    cohort = make_cohort()
    with refused_by(constraint):
        Cohort.objects.filter(pk=cohort.pk).update(**change)


def test_a_name_stands_for_one_cohort_of_a_programme():
    cohort = make_cohort()
    with refused_by("cohort_name_in_programme"):
        make_cohort(cohort.programme, name=cohort.name)
    make_cohort(name=cohort.name)


def test_an_address_stands_for_one_programme():
    programme = make_programme()
    with refused_by("cohorts_programme_slug_key"):
        make_programme(slug=programme.slug)


def test_a_role_is_held_once():
    user = make_staff("manager", make_programme())
    held = RoleAssignment.objects.get(user=user)
    with refused_by("role_once"):
        RoleAssignment.objects.create(user=user, programme=held.programme, role=held.role)


def test_a_code_stands_for_one_campaign():
    campaign = make_campaign()
    with refused_by("cohorts_campaign_code_key"):
        insert_again(campaign)


def test_a_page_has_each_version_once():
    page = make_legal_page()
    with refused_by("legal_page_version_once"):
        insert_again(page)


@pytest.mark.parametrize(
    ("change_to", "constraint"),
    [
        ({"choices_de": ["Ja"], "choices_en": []}, "extra_question_has_choices"),
        ({"choices_en": ["Yes"]}, "extra_question_choices_agree"),
    ],
)
def test_a_question_with_choices_has_some_in_both_languages(change_to, constraint):
    question = ExtraQuestion.objects.create(
        cohort=make_cohort(),
        kind=QuestionKind.ONE,
        choices_de=["Ja", "Nein"],
        choices_en=["Yes", "No"],
    )
    with refused_by(constraint):
        change(question, **change_to)
