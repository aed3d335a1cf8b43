"""What happens on the way: two tabs, a parent, a closed window, a lost link."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.notifications.models import Mail
from mentoring.privacy.services import consents
from mentoring.privacy.states import Purpose
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from tests.factories.applications import NOW
from tests.journeys.people import Applicant, link_in, mails_to, newest
from tests.mentoring.accounts.pages import without_tokens

WEDNESDAY_BEFORE_CLOSING = datetime(2026, 3, 31, 21, 59, tzinfo=UTC)


def test_a_parent_of_a_minor_agrees_by_mailed_link(cohort):
    minor = Applicant(cohort, born=(17, 11, 2009))
    minor.start()
    minor.answer_pages(until="region")
    assert minor.application.guardian_email == "eltern@example.org"
    minor.answer_pages()
    minor.send()
    status = link_in(newest(minor.email, "application_submitted"), "application")
    warning = 'class="alert alert-warning"'
    minor.open(status)
    assert warning in minor.text

    parent = Client()
    asked = newest("eltern@example.org", "guardian_asked")
    link = link_in(asked, "guardian")
    page = parent.get(link)
    assert page.status_code == 200
    for answer in ("Mut", "Jemand, der zuhört", minor.email):
        assert answer not in page.content.decode() + asked.text
    assert parent.post(link).status_code == 422
    assert not consents.holds(minor.application.subject, Purpose.GUARDIAN)
    assert parent.post(link, {"agrees": "on"}).status_code == 302
    assert parent.post(link, {"agrees": "on"}).status_code == 302, "a second press does no harm"

    assert consents.holds(minor.application.subject, Purpose.GUARDIAN)
    minor.open(status)
    assert warning not in minor.text


def test_who_turns_out_to_be_of_age_is_not_asked_for_a_parent(cohort):
    person = Applicant(cohort, born=(17, 11, 2009))
    person.start()
    person.answer_pages(until="region")
    birth = person.url.replace("/region/", "/birth/")

    person.send(birth, birth_date_day=17, birth_date_month=11, birth_date_year=1999)

    assert person.url.endswith("/region/")
    person.answer_pages()
    person.send()
    assert not Mail.objects.filter(kind="guardian_asked").exists()


def test_two_tabs_save_into_one_application(applicant):
    applicant.start()
    other_tab = applicant.other_device()
    other_tab.open(link_in(newest(applicant.email, "application_draft"), "apply"))
    applicant.answer_pages(until="practical")
    other_tab.answer_pages()

    assert Application.objects.count() == 1
    # The tab that stayed behind saves its page and goes on from there.
    applicant.send(languages=["en"], meeting_format="in_person")
    applicant.answer_pages()
    applicant.send()
    late = other_tab.url
    assert other_tab.send(late).request["PATH_INFO"].startswith("/application/")
    sent = applicant.application
    assert (sent.state, sent.languages) == (ApplicationState.SUBMITTED, ["en"])

    # Saving a page of what is sent already changes nothing and leads to where things stand.
    other_tab.send(late.replace("/check/", "/region/"), region="HH")
    sent.refresh_from_db()
    assert sent.region == "SN"
    assert 'class="alert alert-danger"' in other_tab.text


def test_who_began_before_the_window_closed_may_still_send_for_a_day(applicant, time_machine):
    time_machine.move_to(WEDNESDAY_BEFORE_CLOSING, tick=False)
    applicant.start()
    applicant.answer_pages(until="practical")
    closes = applicant.cohort.closes_at
    time_machine.move_to(closes + timedelta(hours=23, minutes=59), tick=False)
    applicant.open(applicant.url)
    assert 'class="alert alert-warning"' in applicant.text
    applicant.answer_pages()
    applicant.send()

    assert applicant.application.state == ApplicationState.SUBMITTED
    start = reverse("applications:start", args=[applicant.cohort.programme.slug])
    assert applicant.client.get(start).status_code == 302, "nobody begins anew"


def test_when_the_window_has_long_closed_nothing_typed_is_lost(applicant, time_machine):
    time_machine.move_to(WEDNESDAY_BEFORE_CLOSING, tick=False)
    applicant.start()
    applicant.answer_pages(until="practical")
    time_machine.move_to(applicant.cohort.closes_at + timedelta(hours=24), tick=False)

    # The answers can still be saved, only sending is refused.
    applicant.answer_pages()
    assert "<form" not in applicant.text.partition("<main")[2]
    applicant.send()

    assert applicant.url.endswith("/check/")
    assert 'class="alert alert-danger"' in applicant.text
    kept = applicant.application
    assert (kept.state, kept.languages) == (ApplicationState.DRAFT, ["de", "tr"])
    assert not mails_to(applicant.email, "application_submitted")


def test_the_last_minute_counts(applicant, time_machine):
    applicant.start()
    applicant.answer_pages(until="practical")
    time_machine.move_to(datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC), tick=False)
    applicant.answer_pages()
    applicant.send()
    assert applicant.application.state == ApplicationState.SUBMITTED


def test_a_summary_with_gaps_is_not_sent_and_names_them(applicant):
    applicant.start()
    check = applicant.url.replace("/birth/", "/check/")

    applicant.send(check)

    assert applicant.page.status_code == 422
    assert 'class="error-summary"' in applicant.text
    assert applicant.text.count("?check") > 5
    assert applicant.application.state == ApplicationState.DRAFT


@pytest.mark.parametrize("shape", ["draft", "sent"])
def test_a_lost_link_is_mailed_to_the_known_address_only(applicant, time_machine, shape):
    applicant.start()
    if shape == "sent":
        applicant.answer_pages()
        applicant.send()
    time_machine.move_to(NOW + timedelta(hours=2), tick=False)
    url = reverse("applications:links")
    answers = []
    before = Mail.objects.count()

    for address in (applicant.email.upper(), "nobody@example.org"):
        answer = Client().post(url, {"email": address})
        answers.append((answer.status_code, without_tokens(answer).replace(address, "ADDRESS")))

    assert answers[0] == answers[1]
    assert answers[0][0] == 200
    assert Mail.objects.count() == before + 1
    page = "apply" if shape == "draft" else "application"
    stranger = applicant.other_device()
    assert stranger.open(link_in(newest(applicant.email, "application_link"), page))
    assert stranger.page.status_code == 200


def test_asking_for_a_lost_link_all_the_time_mails_one_in_an_hour(applicant, time_machine):
    applicant.start()
    time_machine.move_to(NOW + timedelta(hours=2), tick=False)
    for _ in range(5):
        Client().post(reverse("applications:links"), {"email": applicant.email})
    assert len(mails_to(applicant.email, "application_link")) == 1


def test_a_corrected_address_gets_the_link_and_the_old_one_dies(applicant, time_machine):
    applicant.start()
    old = link_in(newest(applicant.email, "application_draft"), "apply")
    wrong = applicant.email
    time_machine.shift(timedelta(minutes=1))
    applicant.email = "richtig@example.org"
    applicant.send(f"{old}name/", **applicant.answers()["name"])

    assert applicant.page.status_code == 200
    assert applicant.other_device().open(old).status_code == 410
    new = link_in(newest("richtig@example.org", "application_draft"), "apply")
    assert applicant.other_device().open(new).status_code == 200
    assert len(mails_to(wrong)) == 1


def test_a_second_application_with_a_known_address_goes_on_just_so(applicant):
    applicant.apply()
    first = applicant.application
    again = applicant.other_device()
    stranger = Applicant(applicant.cohort, "neu@example.org")
    pages = []
    for person in (again, stranger):
        person.start()
        pages.append((person.page.status_code, person.url.rpartition("/apply/")[0]))
    assert pages[0] == pages[1]
    again.answer_pages()
    again.send()

    both = Application.objects.with_possible_duplicate().filter(email=applicant.email)
    assert [one.possible_duplicate for one in both] == [True, True]
    first.refresh_from_db()
    assert first.state == ApplicationState.SUBMITTED
    assert (
        not Application.objects.with_possible_duplicate()
        .get(email="neu@example.org")
        .possible_duplicate
    )
