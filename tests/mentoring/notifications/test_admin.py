"""The staff's page for mails."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentoring.accounts.states import Role
from mentoring.common.links import Purpose
from mentoring.notifications.models import Mail
from mentoring.notifications.states import CancelReason, HoldReason, State
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_programme
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db
LIST = "admin:notifications_mail_changelist"


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def manager(client, programme):
    staff = make_staff(Role.MANAGER, programme)
    client.force_login(staff)
    return staff


def failed(**fields):
    return make_mail(state=State.FAILED, settled_at=timezone.now(), attempts=12, **fields)


def change_url(mail):
    return reverse("admin:notifications_mail_change", args=[mail.pk])


def test_a_manager_sees_the_mails_of_the_own_programme_only(client, manager, programme):
    own, foreign, sign_in = (
        make_mail(programme=programme),
        make_mail(programme=make_programme()),
        make_mail(),
    )
    page = client.get(reverse(LIST)).content.decode()
    assert own.to in page
    assert foreign.to not in page
    assert sign_in.to not in page
    assert client.get(change_url(own)).status_code == 200
    for other in (foreign, sign_in):
        assert client.get(change_url(other)).status_code in {302, 403, 404}


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.SAFEGUARDING, Role.AUDITOR])
def test_other_staff_see_none(client, programme, role):
    mail = make_mail(programme=programme)
    client.force_login(make_staff(role, programme))
    assert client.get(reverse(LIST)).status_code == 403
    assert client.get(change_url(mail)).status_code == 403


def test_staff_read_why_a_mail_waits_or_was_not_sent(client, manager, programme):
    later = timezone.now() + timedelta(hours=3)
    waits = make_mail(
        programme=programme, hold_reason=HoldReason.GAP, held_until=later, next_attempt_at=later
    )
    off = make_mail(
        programme=programme,
        state=State.CANCELLED,
        settled_at=timezone.now(),
        cancel_reason=CancelReason.EXPIRED,
    )
    page = client.get(reverse(LIST)).content.decode()
    for mail, words in (
        (waits, HoldReason.GAP.label),
        (off, CancelReason.EXPIRED.label),
    ):
        assert str(words) in page
        assert str(words) in client.get(change_url(mail)).content.decode()


def test_nobody_types_into_a_mail(client, manager, programme):
    mail = make_mail(programme=programme)
    response = client.post(change_url(mail), {"to": "thief@example.org", "state": "sent"})
    assert response.status_code == 403
    mail.refresh_from_db()
    assert (mail.to != "thief@example.org", mail.state) == (True, State.QUEUED)


def test_a_mailed_code_is_not_shown_even_to_the_operator(client):
    mail = make_mail(kind="sign_in", text="Ihr Code: ABC123")
    client.force_login(make_operator())
    page = client.get(change_url(mail)).content.decode()
    assert mail.to in page
    assert "ABC123" not in page


def test_sending_once_more(client, manager, programme):
    mail, gone = failed(programme=programme), failed(programme=programme, text="")
    foreign, fine = failed(programme=make_programme()), make_mail(programme=programme)
    response = client.post(
        reverse(LIST),
        {
            "action": "send_once_more",
            "_selected_action": [m.pk for m in (mail, gone, foreign, fine)],
        },
        follow=True,
    )
    assert "1 " in response.content.decode()
    states = {m.pk: m.state for m in Mail.objects.all()}
    assert states == {
        mail.pk: State.QUEUED,
        gone.pk: State.FAILED,
        foreign.pk: State.FAILED,
        fine.pk: State.QUEUED,
    }
    mail.refresh_from_db()
    assert (mail.attempts, mail.settled_at) == (0, None)
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(mail.pk)]


@pytest.mark.parametrize(
    "query", ["state__exact=failed", "kind=test_service", "q=person@example.org"]
)
def test_filters_and_search(client, manager, programme, query):
    make_mail(programme=programme)
    wanted = failed(programme=programme, to="person@example.org")
    assert wanted.to in client.get(f"{reverse(LIST)}?{query}").content.decode()


def test_the_list_asks_as_much_with_30_rows_as_with_one(client, manager, programme):
    make_mail(programme=programme)
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(LIST))
    for _ in range(29):
        make_mail(programme=programme)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(LIST))
    assert len(many) == len(few)


def test_a_link_in_a_mail_is_somebody_elses_key(client, manager, programme):
    token = Purpose("test", None).issue(uuid4())
    mail = make_mail(programme=programme, text=f"Bitte: https://example.org/guardian/{token}/")
    page = client.get(change_url(mail)).content.decode()
    assert "https://example.org/guardian/" in page
    assert token not in page
