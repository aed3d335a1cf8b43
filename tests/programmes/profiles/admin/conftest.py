"""What the tests of staff's pages about people share."""

import pytest

from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def manager(cohort):
    return make_staff(programme=cohort.programme, language="en")


@pytest.fixture
def desk(client, manager):
    """The manager's browser, in English."""
    client.force_login(manager)
    client.cookies["language"] = "en"
    return client
