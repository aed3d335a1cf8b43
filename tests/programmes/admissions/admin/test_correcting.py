"""Staff put right a name and an address on an applicant's page, as long as there is no account."""

import pytest

from mentoring.notifications.models import Mail
from programmes.applications.states import ApplicationState
from tests.factories.applications import make_application

ENGLISH = {"accept-language": "en"}
NEW = "neu@example.org"


@pytest.fixture
def application(cohort):
    return make_application(cohort, email="alt@example.org", given_name="Amna", family_name="Hadad")


def read(client, url):
    return client.get(url, headers=ENGLISH).content.decode()


def test_the_name_is_right_at_once(as_manager, address, application):
    url = address("application_name", application)
    assert 'value="Hadad"' in read(as_manager, url)
    answer = as_manager.post(url, {"given_name": "Amina", "family_name": "Haddad"}, follow=True)
    assert answer.status_code == 200
    page = read(as_manager, address("application_change", application))
    assert "Amina Haddad" in page
    assert "Name put right" in page


def test_the_address_waits_for_a_link_that_goes_there(as_manager, address, application):
    url = address("application_address", application)
    assert as_manager.post(url, {"email": "neu@@example.org"}).status_code == 422
    as_manager.post(url, {"email": NEW})
    application.refresh_from_db()
    assert (application.email, application.new_email) == ("alt@example.org", NEW)
    assert Mail.objects.get(kind="address_confirm").to == NEW
    page = read(as_manager, address("application_change", application))
    assert f"waits for confirmation: {NEW}" in page
    assert "Link to confirm a new address sent" in page

    as_manager.post(url, {"email": "Alt@example.org"})
    application.refresh_from_db()
    assert application.new_email == ""


@pytest.mark.parametrize("state", [ApplicationState.ACCEPTED, ApplicationState.WITHDRAWN])
def test_afterwards_it_is_not_offered_and_refused(as_manager, address, application, state):
    type(application).objects.update(state=state)
    urls = [address(f"application_{name}", application) for name in ("name", "address")]
    page = read(as_manager, address("application_change", application))
    assert not [url for url in urls if url in page]
    data = {"given_name": "Amina", "family_name": "Haddad", "email": NEW}
    assert [as_manager.post(url, data).status_code for url in urls] == [422, 422]
    application.refresh_from_db()
    assert (application.given_name, application.new_email) == ("Amna", "")


def test_interviewers_see_the_address_and_change_nothing(as_interviewer, address, make_talk):
    application = make_talk().application
    page = read(as_interviewer, address("application_change", application))
    assert application.email in page
    assert address("application_name", application) not in page
    assert as_interviewer.get(address("application_name", application)).status_code == 403
