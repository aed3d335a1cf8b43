"""An application's way until it is sent."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.notifications.models import Mail
from programmes.applications.services import applications
from programmes.applications.states import ApplicationState
from tests.factories.applications import make_application

pytestmark = pytest.mark.django_db
# Half past midnight in Berlin on 12 March; in UTC it is still the day before.
JUST_EIGHTEEN = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("earlier", "asked"), [(timedelta(0), False), (timedelta(hours=1), True)], ids=["18", "17"]
)
def test_a_parent_is_asked_until_midnight_of_the_eighteenth_birthday(earlier, asked):
    draft = make_application(
        state=ApplicationState.DRAFT,
        birth_date=date(2008, 3, 12),
        guardian_email="eltern@example.org",
    )
    applications.submit(draft, by=Actor.holder("applicant"), now=JUST_EIGHTEEN - earlier)
    assert Mail.objects.filter(kind="guardian_asked").exists() is asked
