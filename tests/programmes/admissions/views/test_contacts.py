"""Changing how one is reached, leaving, and what is told while a decision is young."""

from datetime import date, timedelta

from django.test import Client

from mentoring.notifications.models import Mail
from mentoring.notifications.services import purging
from mentoring.notifications.states import State
from mentoring.privacy.models import Subject
from programmes.admissions.services import contacts
from programmes.admissions.states import Channel
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.profiles.models import Profile
from programmes.profiles.states import MeetingFormat, Part
from tests.factories.accounts import make_user
from tests.factories.applications import NOW, make_application
from tests.factories.privacy import APPLICANT

NEW = "neu@example.org"


def values(application, **changes):
    return {
        "given_name": application.given_name,
        "family_name": application.family_name,
        "email": application.email,
    } | changes


def link_in(kind):
    words = Mail.objects.get(kind=kind).text.split()
    return next(word for word in words if "/address/" in word).partition("//")[2].partition("/")[2]


def test_a_new_address_counts_once_somebody_there_has_confirmed_it(site):
    application, old = site.booked.application, site.status(site.booked.application)
    was = application.email
    client = Client()
    client.post(f"{old}contact/", values(application, email=NEW, given_name="Aminata"))
    application.refresh_from_db()
    assert (application.email, application.given_name) == (was, "Aminata")
    link = f"/{link_in('address_confirm')}"
    assert Mail.objects.get(kind="address_confirm").to == NEW

    assert client.get(link).status_code == 200
    application.refresh_from_db()
    assert application.email == was, "looking changes nothing"
    client.post(link)
    application.refresh_from_db()
    assert (application.email, application.new_email) == (NEW, "")
    assert Client().get(old).status_code == 410
    assert Client().post(link).status_code == 410
    assert Mail.objects.get(kind="address_changed").to == was
    assert "/application/" not in Mail.objects.get(kind="address_changed").text
    reminders = Mail.objects.filter(kind="interview_reminder_day", state=State.QUEUED)
    assert NEW in {mail.to for mail in reminders}
    assert was not in {mail.to for mail in reminders}


def test_a_new_address_is_confirmed_by_its_own_link_only(site):
    for number in range(2):
        Client().post(
            f"{site.status()}contact/", values(site.sent, email=f"neu{number}@example.org")
        )
    first = Mail.objects.get(to="neu0@example.org").text
    path = next(word for word in first.split() if "/address/" in word).partition("8000")[2]
    assert Client().post(path).status_code == 410
    site.sent.refresh_from_db()
    assert site.sent.email != "neu0@example.org"


def test_the_present_address_takes_a_mistyped_one_back(site):
    was, url = site.sent.email, site.status(page="contact")
    Client().post(url, values(site.sent, email=NEW))
    link = f"/{link_in('address_confirm')}"
    Client().post(url, values(site.sent, email=was.upper()))

    assert Client().post(link).status_code == 410
    site.sent.refresh_from_db()
    assert (site.sent.email, site.sent.new_email) == (was, "")


def test_the_link_to_the_appointment_ends_with_the_old_address(site):
    old = site.interview()
    contacts.ask_for(site.booked.application, email=NEW, by=APPLICANT, now=NOW)
    contacts.confirm(site.booked.application, by=APPLICANT, now=NOW)

    assert Client().get(old).status_code == 410
    assert Client().post(f"{old}cancel/").status_code == 410
    site.booked.refresh_from_db()
    assert Client().get(site.interview()).status_code == 200
    assert site.booked.state == "booked"


def test_nobody_fills_a_strangers_mailbox_with_confirmations(site):
    for _ in range(9):
        Client().post(f"{site.status()}contact/", values(site.sent, email=NEW))
    assert Mail.objects.filter(to=NEW).count() <= 5


def test_who_calls_learns_the_new_number(site):
    talk = site.booked
    type(talk).objects.filter(pk=talk.pk).update(channel=Channel.PHONE, phone="030 1001")
    url = f"{site.status(talk.application)}contact/"
    Client().post(url, values(talk.application, phone="030 2002"))
    talk.refresh_from_db()
    assert talk.phone == "030 2002"
    assert "030 2002" in Mail.objects.get(kind="interview_phone_staff").text
    answer = Client().post(url, values(talk.application, phone="irgendwann"))
    assert answer.status_code == 422
    talk.refresh_from_db()
    assert talk.phone == "030 2002"


def test_withdrawing_is_asked_for_once_more(site):
    url = site.status(page="withdraw")
    assert Client().get(url).status_code == 200
    site.sent.refresh_from_db()
    assert site.sent.state == ApplicationState.SUBMITTED
    Client().post(url)
    site.sent.refresh_from_db()
    assert site.sent.state == ApplicationState.WITHDRAWN


def test_erasing_leaves_nothing_and_says_so(site):
    application, interviewer = site.booked.application, site.booked.interviewer
    url = f"{site.status(application)}data/erase/"
    assert Client().post(url).status_code == 422
    assert Application.objects.filter(pk=application.pk).exists()

    page = Client().post(url, {"sure": "on"})
    assert page.status_code == 200
    assert not Application.objects.filter(pk=application.pk).exists()
    assert Subject.objects.get(pk=application.subject_id).erased_at
    assert Client().get(url).status_code == 410
    goodbye = Mail.objects.get(kind="application_erased")
    assert goodbye.to == application.email
    off = Mail.objects.get(kind="interview_erased_staff")
    assert off.to == interviewer.user.email
    assert "METHOD:CANCEL" in off.calendar
    for mail in Mail.objects.filter(pk__in=[goodbye.pk, off.pk]):
        assert application.given_name not in mail.subject + mail.text + mail.html + mail.calendar
    Mail.objects.filter(pk=goodbye.pk).update(state=State.SENT, settled_at=NOW)
    purging.purge(NOW + timedelta(minutes=1))
    assert not Mail.objects.filter(to=application.email).exists()


def test_who_takes_part_is_told_whom_to_ask(site):
    Profile.objects.create(
        subject=site.sent.subject,
        cohort=site.cohort,
        user=make_user("amina@example.org"),
        part=Part.MENTEE,
        given_name="Amina",
        family_name="Y",
        languages=["de"],
        meeting_format=MeetingFormat.BOTH,
    )
    page = Client().post(f"{site.status()}data/erase/", {"sure": "on"}, follow=True)
    assert 'class="alert alert-danger"' in page.content.decode()
    assert Application.objects.filter(pk=site.sent.pk).exists()


def status_page(application):
    token = links.token_of(links.STATUS, application)
    answer = Client().get(f"/application/{token}/", headers={"accept-language": "en"})
    return answer.content.decode()


def test_the_page_says_by_when(site):
    type(site.cohort).objects.update(decision_days=10, refused_kept_days=60)
    booked = site.booked.application
    assert "decide by 14\u00a0March\u00a02026" in status_page(booked)
    site.booked.state = "held"
    site.booked.save()
    assert "mail from us by 14\u00a0March\u00a02026" in status_page(booked)
    gone = make_application(site.cohort, "withdrawn", birth_date=date(2001, 5, 17))
    assert "delete your data on 1\u00a0May\u00a02026" in status_page(gone)


def test_a_parent_withdraws_and_is_asked_again(site):
    minor = make_application(
        site.cohort, birth_date=date(2010, 5, 17), guardian_email="eltern@example.org"
    )
    link = f"/guardian/{links.token_of(links.GUARDIAN, minor)}/"
    Client().post(link, {"agrees": "on"})
    assert "A parent has to agree" not in status_page(minor)
    assert Client().get(f"{link}no/").status_code == 200
    assert "A parent has to agree" not in status_page(minor), "only asked so far"
    Client().post(f"{link}no/")
    assert "Your parent has said no" in status_page(minor)

    token = links.token_of(links.STATUS, minor)
    Client().post(f"/application/{token}/guardian/", {"guardian_email": "mutter@example.org"})
    assert Mail.objects.get(kind="guardian_asked").to == "mutter@example.org"
    assert Client().get(link).status_code == 410


def test_a_parent_of_somebody_of_age_has_nothing_to_do(site):
    page = Client().get(site.guardian).content.decode()
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
