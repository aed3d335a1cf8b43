"""Where things stand, in the applicant's words."""

from datetime import date

import pytest

from programmes.applications import links
from programmes.applications.states import ApplicationState
from tests.factories.applications import make_application

CHILD = date(2010, 5, 17)
MISSING = "Die Einwilligung fehlt noch."


def page_of(client, state, birth_date):
    application = make_application(state=state, birth_date=birth_date)
    token = links.token_of(links.STATUS, application)
    answer = client.get(f"/application/{token}/", headers={"accept-language": "de"})
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "birth_date", "asked_for"),
    [
        (ApplicationState.SUBMITTED, CHILD, True),
        (ApplicationState.INTERVIEW, CHILD, True),
        (ApplicationState.ACCEPTED, CHILD, True),
        (ApplicationState.WAITLISTED, CHILD, True),
        (ApplicationState.DECLINED, CHILD, False),
        (ApplicationState.WITHDRAWN, CHILD, False),
        (ApplicationState.SUBMITTED, date(2001, 5, 17), False),
    ],
)
def test_a_parents_consent_is_asked_for_as_long_as_it_matters(client, state, birth_date, asked_for):
    assert (MISSING in page_of(client, state, birth_date)) is asked_for
