"""A rule that nobody has given anything for counts for nobody, and the form says so."""

import pytest

from matching.engine.solve import solve
from matching.services import rule_data
from matching.services.criteria import settings_of, table_of
from matching.services.pool import candidates
from matching.services.rules import Mode, Setting
from mentoring.common.actors import Actor
from programmes.profiles.states import Part
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db


def load(cohort, table=None):
    by = Actor.of(make_staff(programme=cohort.programme))
    return candidates.load(cohort, table=table or {}, by=by, now=NOW)


def test_each_side_that_says_nothing_is_named():
    cohort = make_cohort()
    make_mentee(cohort, postcode="")
    make_mentor(cohort, parts_of_week=("evenings",))
    silent = rule_data.silent_sides(load(cohort))
    assert silent["distance"] == (Part.MENTEE,)
    assert silent["times"] == (Part.MENTEE,)
    assert silent["mentees_choice"] == (Part.MENTEE,)
    assert silent["mentors_choice"] == (Part.MENTOR,)
    assert not {"lands", "region", "languages", "topics"} & set(silent)


def test_one_who_says_it_is_enough_and_of_nobody_nothing_is_said():
    cohort = make_cohort()
    assert rule_data.silent_sides(load(cohort)) == {}
    make_mentee(cohort, postcode="")
    make_mentee(cohort)
    make_mentor(cohort)
    assert "distance" not in rule_data.silent_sides(load(cohort))


def test_distance_between_laender_pairs_neighbours_without_postcodes():
    cohort = make_cohort()
    amina = make_mentee(cohort, region="SN", postcode="")
    omar = make_mentee(cohort, region="SH", postcode="")
    near = make_mentor(cohort, region="TH", postcode="")
    far = make_mentor(cohort, region="HH", postcode="")
    table = table_of({"lands": Setting(Mode.COUNTS, 6, 200)})
    assert settings_of(table)["lands"] == Setting(Mode.COUNTS, 6, 200)
    pool = load(cohort, table)
    plan = solve(pool.problem, pool.criteria)
    assert {(pair.mentee, pair.mentor, pair.score) for pair in plan.pairs} == {
        (str(amina.pk), str(near.pk), 6),
        (str(omar.pk), str(far.pk), 6),
    }


def test_laender_too_far_apart_are_never_paired_where_that_is_required():
    cohort = make_cohort()
    make_mentee(cohort, region="SN", postcode="")
    make_mentor(cohort, region="SL", postcode="")
    make_mentor(cohort, region="", postcode="")
    pool = load(cohort, table_of({"lands": Setting(Mode.REQUIRED, 6, 300)}))
    (pair,) = solve(pool.problem, pool.criteria).pairs
    assert pool.people[pair.mentor].region == "", "what is not known keeps nobody apart"
