"""Applicants get their data and withdraw consents by their own link, and only by POST."""

import json

import pytest
from django.urls import reverse

from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.privacy.models import AccessLog, Consent, VoluntaryAnswer
from mentoring.privacy.services import consents
from mentoring.privacy.states import Channel, ConsentKind, Purpose
from programmes.applications import links
from tests.factories.applications import make_application
from tests.factories.privacy import give_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    application = make_application()
    give_answers(application.subject)
    give_answers(application.subject, Purpose.MATCHING)
    return application


def address(name, application, *args):
    token = links.token_of(links.STATUS, application)
    return reverse(f"admissions:{name}", args=[token, *args])


def test_the_page_names_consents_without_reading_answers(client, application):
    page = client.get(address("own_data", application)).content.decode()

    for purpose in ("outreach", "matching"):
        assert f"/data/withdraw/{purpose}/" in page
    assert "Eltern" not in page
    assert not AccessLog.objects.exists()


def test_the_status_page_leads_there(client, application):
    page = client.get(address("status", application)).content.decode()
    assert '/data/">' in page


def test_withdrawing_deletes_the_answers_and_says_so(client, application):
    target = address("withdraw_consent", application, "outreach")
    assert client.get(target).templates[0].name == "question.html"
    assert VoluntaryAnswer.objects.count() == 3

    page = client.post(target, follow=True).content.decode()
    assert [row.purpose for row in VoluntaryAnswer.objects.all()] == [Purpose.MATCHING]
    row = Consent.objects.get(kind=ConsentKind.WITHDRAWN)
    assert (row.channel, row.actor_role) == (Channel.LINK, "applicant")
    assert "/data/withdraw/outreach/" not in page


@pytest.mark.parametrize("purpose", ["guardian", "nonsense"])
def test_what_others_consented_to_cannot_be_withdrawn(client, application, purpose):
    consents.give(
        subject=application.subject,
        purpose=Purpose.GUARDIAN,
        language="de",
        channel=Channel.LINK,
        now=application.saved_at,
        by=Actor.holder("guardian"),
    )
    assert client.post(address("withdraw_consent", application, purpose)).status_code == 302
    assert not Consent.objects.filter(kind=ConsentKind.WITHDRAWN).exists()


def test_the_download_holds_everything_and_is_logged(client, application):
    target = address("download", application)
    assert client.get(target).status_code == 405

    answer = client.post(target)
    known = json.loads(answer.content)
    assert known["data"]["applications.application"][0]["email"] == application.email
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert AccessLog.objects.count() == 2


def test_another_link_opens_nothing(client, application):
    token = links.token_of(links.GUARDIAN, application)
    for name in ("own_data", "download"):
        assert client.post(reverse(f"admissions:{name}", args=[token])).status_code in {405, 410}
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("state", ["accepted", "waitlisted", "declined"])
def test_the_download_tells_no_decision_that_may_still_be_taken_back(client, application, state):
    type(application).objects.update(state=state, state_since=clock.now())
    page = client.post(address("download", application), follow=True)
    assert state not in page.content.decode()
    assert not AccessLog.objects.exists()

    type(application).objects.update(state_since=clock.now() - clock.UNDO)
    told = json.loads(client.post(address("download", application)).content)
    assert told["data"]["applications.application"][0]["state"] == state
