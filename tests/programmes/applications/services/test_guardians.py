"""A parent's consent can be asked for again, at another address if the first was wrong."""

from datetime import date, timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from mentoring.privacy.services import consents
from mentoring.privacy.states import Channel, Purpose
from programmes.applications import links
from programmes.applications.services import guardians
from tests.factories.applications import NOW, make_application

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def application():
    return make_application(guardian_email="eltern@example.org", birth_date=date(2010, 5, 17))


def agree(application):
    consents.give(
        subject=application.subject,
        purpose=Purpose.GUARDIAN,
        language="de",
        channel=Channel.LINK,
        now=NOW,
        by=Actor.holder("guardian"),
    )


def test_a_parent_can_be_asked_again_at_another_address_but_not_all_day(application):
    old = links.token_of(links.GUARDIAN, application)
    guardians.ask_again(application, email="Mutter@Example.org", now=NOW)

    mail = Mail.objects.get(kind="guardian_asked")
    assert mail.to == "mutter@example.org"
    with pytest.raises(links.LinkError):
        links.application_of(links.GUARDIAN, old)
    for minutes in (1, 2):
        guardians.ask_again(application, email=mail.to, now=NOW + timedelta(minutes=minutes))
    with pytest.raises(DomainError) as refusal:
        guardians.ask_again(application, email=mail.to, now=NOW + HOUR)
    assert refusal.value.code == "too_often"
    guardians.ask_again(application, email=mail.to, now=NOW + timedelta(days=1, minutes=1))


def test_who_has_agreed_is_not_asked_again(application):
    agree(application)
    with pytest.raises(DomainError) as refusal:
        guardians.ask_again(application, email="mutter@example.org", now=NOW)
    assert refusal.value.code == "not_missing"
