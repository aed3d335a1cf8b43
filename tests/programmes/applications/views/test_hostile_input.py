"""What strangers type stays text, and fields they slip in stay without effect."""

import pytest
from django.test import Client
from icalendar import Calendar

from mentoring.notifications.models import Mail
from mentoring.privacy.models import Consent, VoluntaryAnswer
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from tests.factories.privacy import give_answers
from tests.programmes.applicants import WEDNESDAY_NINE

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7191*7193}}{% debug %}",
    "javascript:alert(1)",
    "[hier](https://evil.example) **fett**",
    "Amina\r\nBcc: all@example.org",
)
LIVE = ("<script>alert", "<img src=x", str(7191 * 7193), 'href="javascript', "<b>fett")
SLIPPED_IN = {
    "state": "accepted",
    "status": "accepted",
    "role": "manager",
    "is_staff": "on",
    "link_version": "9",
    "cohort": "1",
    "subject": "1",
    "score": "100",
    "mentor": "1",
    "interviewer": "1",
    "sequence": "7",
}


def inert(text):
    return not any(live in text for live in LIVE)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_texts_of_strangers_are_inert_on_pages_in_mails_and_in_calendars(site, payload):
    client, mail_count = Client(), Mail.objects.count()
    client.post(site.start, {"given_name": payload, "family_name": "Y", "email": "x@example.org"})
    person = Application.objects.get(email="x@example.org")
    site.draft = person
    client.post(site.resume("support"), {"hope": payload, "needs": [_need(site)]})
    client.post(site.resume("mentor"), {"mentor_wish": payload})
    Application.objects.filter(pk=person.pk).update(
        birth_date="2001-05-17", region="SN", languages=["de"], meeting_format="video"
    )
    seen = [client.get(site.resume(page)) for page in ("name", "support", "mentor", "check")]
    assert client.post(site.resume("check")).status_code == 302
    when = WEDNESDAY_NINE.replace(hour=9).isoformat()
    choice = {"slot": when, "channel": "video", "zone": "Europe/Berlin"}
    assert client.post(site.status(person, "book"), choice).status_code == 302
    seen += [client.get(site.status(person)), client.get(site.status(person, "data"))]

    assert all(page.status_code == 200 and inert(_body(page)) for page in seen)
    mails = list(Mail.objects.order_by("created_at")[mail_count:])
    assert len(mails) > 4
    for mail in mails:
        assert inert(mail.html)
        assert "evil.example" not in mail.html + mail.text
        assert not {"\r", "\n"} & set(mail.subject + mail.recipient_name)
        if mail.calendar:
            (event,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
            assert set(event) >= {"UID", "ORGANIZER"}
            assert "BCC" not in event


def _body(page):
    """The page without what changes on every request, in which any number may occur."""
    return page.content.decode().partition("<main")[2].replace(page.request["PATH_INFO"], "")


def _need(site):
    return site.cohort.supportneeds.first().pk


def test_fields_that_are_slipped_in_change_nothing(site):
    client = Client()
    client.post(
        site.start,
        {"given_name": "A", "family_name": "B", "email": "x@example.org"} | SLIPPED_IN,
    )
    new = Application.objects.get(email="x@example.org")
    assert (new.state, new.link_version, new.cohort) == ("draft", 0, site.cohort)

    client.post(site.resume("region"), {"region": "HH"} | SLIPPED_IN)
    site.draft.refresh_from_db()
    assert (site.draft.region, site.draft.state, site.draft.link_version) == ("HH", "draft", 0)

    choice = {"slot": WEDNESDAY_NINE.replace(hour=9).isoformat(), "channel": "video"}
    client.post(site.status(page="book"), choice | {"zone": "Europe/Berlin"} | SLIPPED_IN)
    interview = site.sent.interviews.get()
    assert (interview.state, interview.sequence) == ("booked", 0)
    site.sent.refresh_from_db()
    assert site.sent.state == ApplicationState.INTERVIEW


def test_voluntary_questions_left_blank_leave_no_trace(site):
    client = Client()
    for page in ("background", "mentor"):
        assert client.post(site.resume(page), {}).status_code == 302
    assert not VoluntaryAnswer.objects.exists()
    assert not Consent.objects.exists()
    silent = client.get(site.resume("check")).content.decode()
    give_answers(site.draft.subject)
    outspoken = client.get(site.resume("check")).content.decode()
    assert _without_token(silent) == _without_token(outspoken)


def _without_token(body):
    return body.partition("<main")[2].partition("csrfmiddlewaretoken")[0]


def test_mails_name_the_configured_site_whatever_the_request_says(site, settings):
    settings.SITE_URL = "https://mentoring.example"
    settings.ALLOWED_HOSTS = ["*"]
    Client(headers={"host": "evil.example", "x-forwarded-host": "evil.example"}).post(
        "/links/", {"email": site.sent.email}
    )
    mail = Mail.objects.get(kind="application_link")
    assert "https://mentoring.example/application/" in mail.text
    assert "evil.example" not in mail.text + mail.html


def test_a_foreign_host_gets_no_page(site):
    assert Client(headers={"host": "evil.example"}).get("/links/").status_code == 400
