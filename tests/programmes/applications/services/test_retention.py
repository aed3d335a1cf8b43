"""Drafts and refused applications go when their cohort's days are over, and not before."""

from datetime import timedelta

import pytest

from mentoring.privacy.services import retention as all_rules
from programmes.applications.models import Application
from programmes.applications.services import retention
from tests.factories.applications import NOW, make_application
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def cohort():
    return make_cohort(drafts_kept_days=10, refused_kept_days=60)


@pytest.mark.parametrize(("state", "days"), [("draft", 10), ("declined", 60), ("withdrawn", 60)])
def test_each_cohort_has_its_own_days(cohort, state, days):
    own, usual = make_application(cohort, state), make_application(state=state)
    end = NOW + timedelta(days=days)
    assert retention.kept_until(own) == end

    all_rules.run(end - SECOND)
    assert Application.objects.count() == 2
    assert not retention.has_gone(own, now=end - SECOND)
    all_rules.run(end)
    assert list(Application.objects.all()) == [usual]
    assert retention.has_gone(own, now=end)
    all_rules.run(retention.kept_until(usual))
    assert not Application.objects.exists()


def test_the_operators_setting_is_the_most(cohort, settings):
    settings.RETENTION_DAYS = {"drafts": 5, "refused": 90}
    draft, declined = make_application(cohort, "draft"), make_application(cohort, "declined")
    assert retention.kept_until(draft) == NOW + timedelta(days=5)
    assert retention.kept_until(declined) == NOW + timedelta(days=60)
    all_rules.run(NOW + timedelta(days=5))
    assert list(Application.objects.all()) == [declined]


@pytest.mark.parametrize("state", ["submitted", "interview", "accepted", "waitlisted"])
def test_what_is_under_way_stays(cohort, state):
    application = make_application(cohort, state)
    assert retention.kept_until(application) is None
    all_rules.run(NOW + timedelta(days=1000))
    assert Application.objects.exists()
