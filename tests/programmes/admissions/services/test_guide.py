"""The guide through an interview: the usual one, or the cohort's own."""

import pytest
from django.utils import translation

from programmes.admissions.services import guide
from tests.errors import refused
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db


def test_it_takes_half_an_hour():
    assert sum(chapter.minutes for chapter in guide.GUIDE) == 30


def test_a_cohort_begins_with_the_usual_one_in_both_languages():
    cohort = make_cohort()
    assert guide.guide_of(cohort) == guide.GUIDE
    with translation.override("en"):
        own = guide.start_from_usual(cohort)
    assert guide.guide_of(cohort) == own
    assert [chapter.minutes for chapter in own] == [chapter.minutes for chapter in guide.GUIDE]
    assert own[0].title_de != own[0].title_en == "Arriving"
    assert len(own[0].questions_de.splitlines()) == len(guide.GUIDE[0].questions)


def test_one_of_its_own_is_not_written_over():
    cohort = make_cohort()
    guide.start_from_usual(cohort)
    with refused("exists"):
        guide.start_from_usual(cohort)
