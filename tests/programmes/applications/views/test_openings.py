"""To be told by mail: the pages, as people and mail scanners use them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from mentoring.notifications.models import Mail
from programmes.applications import links
from programmes.applications.models import OpeningAlert
from programmes.applications.services import openings
from tests.factories.applications import NOW, make_alert
from tests.factories.cohorts import make_cohort, make_programme
from tests.programmes.applicants import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    later = {"opens_at": NOW + timedelta(days=9), "closes_at": NOW + timedelta(days=30)}
    return make_cohort(**later).programme


@pytest.fixture
def alert(programme):
    return make_alert(programme, confirmed=False)


def ask(client, programme, email="mo@example.org"):
    return client.post(f"{programme.get_absolute_url()}alert/", {"email": email})


def address(purpose, alert, page=""):
    return f"/alert/{purpose.issue(alert.pk)}/{page}"


def test_the_answer_is_the_same_for_known_and_unknown(client, programme):
    known = make_alert(programme)
    answers = [ask(client, programme, email) for email in (known.email, "new@example.org")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert not client.cookies


def test_nobody_has_mails_sent_to_one_address_after_the_other(client, programme, monkeypatch):
    monkeypatch.setattr(openings, "ASKED", replace(openings.ASKED, tries=2))
    answers = [ask(client, programme, f"mo{n}@example.org") for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 'value="mo2@example.org"' in answers[-1].content.decode()
    assert Mail.objects.filter(kind="opening_asked").count() == 2


def test_a_typo_is_said_at_the_field(client, programme):
    answer = ask(client, programme, "no address")
    assert answer.status_code == 422
    assert 'value="no address"' in answer.content.decode()
    assert not OpeningAlert.objects.exists()


def test_looking_changes_nothing_twenty_times(client, alert):
    before = everything()
    for page in (address(links.OPENING, alert), address(links.OPENING_STOP, alert, "stop/")):
        for _time in range(10):
            assert client.get(page).status_code == 200
            assert client.head(page).status_code == 200
    assert everything() == before


def test_a_press_confirms(client, alert):
    page = address(links.OPENING, alert)
    client.post(page)
    client.post(page)
    alert.refresh_from_db()
    assert alert.confirmed_at == NOW


def test_the_link_from_the_mail_confirms(client, programme):
    ask(client, programme)
    mail = Mail.objects.get()
    alert = OpeningAlert.objects.get()
    assert address(links.OPENING, alert) in mail.text
    assert address(links.OPENING_STOP, alert, "stop/") in mail.text


def test_mail_programs_unsubscribe_without_cookies(alert):
    page = address(links.OPENING_STOP, alert, "stop/")
    stranger = Client(enforce_csrf_checks=True)
    for _time in range(2):
        answer = stranger.post(page, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert not OpeningAlert.objects.exists()


def test_unsubscribing_works_for_ever(client, alert, time_machine):
    page = address(links.OPENING_STOP, alert, "stop/")
    confirm = address(links.OPENING, alert)
    time_machine.move_to(NOW + timedelta(days=3650), tick=False)
    assert client.get(confirm).status_code == 410
    client.post(page)
    assert not OpeningAlert.objects.exists()


@pytest.mark.parametrize("page", ["", "stop/"])
def test_a_link_for_something_else_opens_nothing(client, alert, page):
    wrong = links.OPENING_STOP if page == "" else links.OPENING
    for token in (wrong.issue(alert.pk), "altered", f"{links.OPENING.issue(alert.pk)}x"):
        assert client.post(f"/alert/{token}/{page}").status_code == 410
    alert.refresh_from_db()
    assert alert.confirmed_at is None


def test_where_one_can_apply_nobody_need_wait(client):
    programme = make_cohort().programme
    answer = client.get(f"{programme.get_absolute_url()}alert/")
    assert answer.headers["Location"] == programme.get_absolute_url()


def test_a_programme_without_a_cohort_offers_it_too(client):
    programme = make_programme()
    page = client.get(programme.get_absolute_url()).content.decode()
    assert f"{programme.get_absolute_url()}alert/" in page


def test_who_may_apply_now_can_still_ask_for_the_next_time(client):
    path = f"{make_cohort().programme.get_absolute_url()}alert/"
    assert client.get(path).status_code == 302
    assert client.get(f"{path}?next").status_code == 200
    assert client.post(f"{path}?next", {"email": "mo@example.org"}).status_code == 200
