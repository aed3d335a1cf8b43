"""Drafts and refused applications go when their cohort's days are over, and not before."""

from datetime import timedelta

import pytest

from mentoring.privacy.services import retention
from programmes.applications.models import Application
from programmes.applications.services import keeping
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
    assert keeping.kept_until(own) == end

    retention.run(end - SECOND)
    assert Application.objects.count() == 2
    assert not keeping.has_gone(own, now=end - SECOND)
    retention.run(end)
    assert list(Application.objects.all()) == [usual]
    assert keeping.has_gone(own, now=end)
    retention.run(keeping.kept_until(usual))
    assert not Application.objects.exists()


def test_the_operators_setting_is_the_most(cohort, settings):
    settings.RETENTION_DAYS = {"drafts": 5, "refused": 90}
    draft, declined = make_application(cohort, "draft"), make_application(cohort, "declined")
    assert keeping.kept_until(draft) == NOW + timedelta(days=5)
    assert keeping.kept_until(declined) == NOW + timedelta(days=60)
    retention.run(NOW + timedelta(days=5))
    assert list(Application.objects.all()) == [declined]


@pytest.mark.parametrize("state", ["submitted", "interview", "accepted", "waitlisted"])
def test_what_is_under_way_stays(cohort, state):
    application = make_application(cohort, state)
    assert keeping.kept_until(application) is None
    retention.run(NOW + timedelta(days=1000))
    assert Application.objects.exists()
