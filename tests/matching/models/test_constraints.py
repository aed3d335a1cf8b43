"""What the database itself refuses about runs, plans and criteria."""

import pytest

from matching.models import Block, CohortCriteria, Step
from matching.states import Objective, StepKind
from tests.constraints import change, insert_again, refused_by
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.matching import make_pair, make_plan, make_run
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    cohort = make_cohort()
    return make_pair(mentee=make_mentee(cohort), mentor=make_mentor(cohort))


def test_a_cohort_has_one_set_of_criteria():
    row = CohortCriteria.objects.create(cohort=make_cohort(), table={}, objective=Objective.FAIR)
    with refused_by("matching_cohortcriteria_cohort_id_key"):
        insert_again(row)


@pytest.mark.parametrize("fraction", [-0.1, 1.1])
def test_a_run_is_done_to_a_fraction(fraction):
    with refused_by("run_fraction_of_one"):
        change(make_run(), fraction=fraction)


def test_a_run_that_is_done_has_a_total():
    with refused_by("run_done_has_a_total"):
        change(make_run(), total=None)


def test_a_plan_gives_a_mentee_one_mentor(pair):
    with refused_by("pair_one_of_a_mentee"):
        insert_again(pair, mentor=make_mentor(pair.plan.cohort))


def test_a_confirmed_pair_says_why(pair):
    with refused_by("pair_confirmed_says_why"):
        change(pair, confirmed=True)


def test_a_partnership_comes_from_one_pair(pair):
    change(pair, partnership=make_partnership())
    pair.refresh_from_db()
    with refused_by("matching_pair_partnership_id_key"):
        insert_again(pair, mentee=make_mentee(pair.plan.cohort))


def test_two_are_kept_apart_once(pair):
    block = Block.objects.create(
        cohort=pair.plan.cohort, mentee=pair.mentee, mentor=pair.mentor, reason="–", made_at=NOW
    )
    with refused_by("block_once"):
        insert_again(block)


def test_steps_are_numbered():
    step = Step.objects.create(
        plan=make_plan(), number=1, kind=StepKind.values[0], before=[], after=[], made_at=NOW
    )
    with refused_by("step_number_once"):
        insert_again(step)
