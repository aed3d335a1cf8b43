"""A new colleague is told by mail what for and where to begin, and again where it got lost."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from mentoring.accounts.models import User
from mentoring.accounts.services import people
from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.home.services import invitations
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.verdicts import SEND
from tests.errors import refused
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_programme

pytestmark = pytest.mark.django_db
TEAM = "admin:accounts_user_changelist"


@pytest.fixture
def programme():
    return make_programme(name="Weitwinkel")


@pytest.fixture
def manager(client, programme):
    manager = make_staff(Role.MANAGER, programme, name="Miriam Osei")
    client.force_login(manager)
    return manager


def invite(person, now=NOW):
    return invitations.invite(person, by=Actor.system(), now=now)


def said(answer):
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_whom_a_manager_adds_gets_a_mail_that_says_what_to_do(client, programme, manager):
    form = {
        "email": "neu@example.org",
        "name": "Jonas Neu",
        "language": "de",
        "roles-TOTAL_FORMS": 1,
        "roles-INITIAL_FORMS": 0,
        "roles-0-programme": programme.pk,
        "roles-0-role": Role.INTERVIEWER,
    }
    answer = client.post(reverse("admin:accounts_user_add"), form)
    assert answer.status_code == 302
    assert "neu@example.org bekommt eine Mail" in said(answer)
    person, mail = User.objects.get(email="neu@example.org"), Mail.objects.get()
    assert (mail.to, mail.about, mail.programme) == (person.email, person, programme)
    for words in ("Miriam Osei", "Gesprächsleitung: Weitwinkel", "Sprechzeiten", "/admin/"):
        assert words in mail.text


def test_only_interviewers_read_of_office_hours(programme):
    mail = invite(make_staff(Role.AUDITOR, programme, language="en"))
    assert "Auditor: Weitwinkel" in mail.text
    assert "office hours" not in mail.text


def test_it_can_be_sent_again(client, programme, manager):
    person = make_staff(Role.INTERVIEWER, programme)
    chosen = {"action": "invite_again", "_selected_action": [person.pk]}
    client.post(reverse(TEAM), chosen)
    assert Mail.objects.get().to == person.email


def test_two_taps_send_one(programme):
    person = make_staff(Role.INTERVIEWER, programme)
    assert invite(person) is not None
    assert invite(person) is None
    assert invite(person, NOW + timedelta(minutes=1)) is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"is_active": False}, "inactive"), ({"last_login": NOW}, "at_work")],
)
def test_who_cannot_begin_or_has_begun_is_not_invited(programme, changes, code):
    person = make_staff(Role.INTERVIEWER, programme, **changes)
    with refused(code):
        invite(person)


def test_without_a_role_there_is_nothing_to_say(programme):
    with refused("no_role"):
        invite(make_staff(None))


def test_a_manager_invites_nobody_whom_she_may_not_change(client, manager):
    stranger = make_staff(Role.INTERVIEWER)
    client.post(reverse(TEAM), {"action": "invite_again", "_selected_action": [stranger.pk]})
    assert not Mail.objects.exists()


def test_deactivating_takes_it_back(programme):
    person = make_staff(Role.INTERVIEWER, programme)
    mail = invite(person)
    verdict = kinds.get(mail.kind).verdict
    assert verdict(mail, NOW) == SEND
    people.deactivate(person, by=Actor.system())
    assert verdict(Mail.objects.get(), NOW) != SEND
