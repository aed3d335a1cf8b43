"""Each mail of an application: in all languages complete, harmless and with its way onward."""

import re
from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils import translation
from icalendar import Calendar

from mentoring.notifications import kinds, rendering
from mentoring.notifications.models import Mail
from programmes.admissions.messages import (
    contacts,
    decisions,
    erasure,
    guardian_consent,
    interviews,
)
from programmes.admissions.models import Interviewer, OfferedTime, TimeRequest
from programmes.admissions.states import Channel, InterviewState
from programmes.applications import links
from programmes.applications.messages import applications, guardians, openings
from programmes.applications.states import ApplicationState
from tests.factories.accounts import make_staff
from tests.factories.applications import (
    make_alert,
    make_application,
    make_interview,
    make_interviewer,
)
from tests.factories.privacy import NOW, give_answers

pytestmark = pytest.mark.django_db

LANGUAGES = ("de", "de-informal", "en")
NASTY_NAME = "<b>Ada</b> evil.example"
TEXT = "Wir denken an dich & <wünschen> Glück."
BORN = date(2010, 11, 23)


@pytest.fixture(autouse=True)
def gaps_show(monkeypatch):
    """A variable that a template names and nobody gave fails the test."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "MISSING(%s)")


def application_in(language, **fields):
    """Somebody under age, with a name that means no good and answers that are nobody's business."""
    application = make_application(
        **{
            "language": language,
            "given_name": NASTY_NAME,
            "email": "ada@example.org",
            "birth_date": BORN,
            "guardian_email": "eltern@example.org",
            "hope": "Eine ganz private Hoffnung",
            "mentor_wish": "Ein ganz privater Wunsch",
            **fields,
        }
    )
    give_answers(application.subject)
    return application


def interview_of(application, channel=Channel.VIDEO, **fields):
    programme, language = application.cohort.programme, application.language
    user = make_staff("interviewer", programme, name="Jo Ebert", language=language)
    return make_interview(
        application,
        make_interviewer(programme, user=user, address="Lindenstraße 1, Berlin"),
        datetime(2026, 3, 12, 15, 30, tzinfo=UTC),
        **{
            "channel": channel,
            "phone": "+49 30 1234" if channel == Channel.PHONE else "",
            "zone": "America/New_York",
            **fields,
        },
    )


def offers_to(application, interviewer):
    starts = [datetime(2026, 3, day, 18, tzinfo=UTC) for day in (12, 13)]
    return [
        OfferedTime(application=application, interviewer=interviewer, starts_at=starts_at)
        for starts_at in starts
    ]


def write_all(language):
    """Every mail there is, as if all of it happened to one person."""
    application = application_in(language, state=ApplicationState.DRAFT)
    applications.draft_started(application, now=NOW)
    applications.new_links(application, now=NOW)
    applications.submitted(application, now=NOW)
    applications.guardian_asked(application, now=NOW)
    interview = interview_of(application)
    interviews.booked(interview, now=NOW)
    guardian_consent.consent_missing(interview, refused=False, now=NOW)
    for agreed in (True, False):
        guardians.answered(application, agreed=agreed, key=f"{application.pk}:{agreed}", now=NOW)
    application.new_email = "neu@example.org"
    contacts.address_to_confirm(application, now=NOW)
    contacts.address_changed(application, was="alt@example.org", now=NOW)
    contacts.phone_changed(interview, now=NOW)
    erasure.talk_is_off(interview, now=NOW)
    erasure.erased(erasure.Goodbye.to(application), now=NOW)
    colleague = Interviewer.objects.create(
        user=make_staff("interviewer", application.cohort.programme, language=language)
    )
    interview.sequence = 1
    interviews.moved(interview, was_at=NOW, was_with=colleague, now=NOW)
    interview.state, interview.sequence = InterviewState.CANCELLED, 2
    interviews.cancelled(interview, now=NOW)
    interviews.no_show_offer(interview, now=NOW)
    interviews.offered(offers_to(application, interview.interviewer), time_request=None, now=NOW)
    for kind in (decisions.ACCEPTED, decisions.DECLINED):
        letter = decisions.letter_for(application, kind, text=TEXT)
        decisions.send(application, letter, key="1", now=NOW, due_at=NOW)
    alert = make_alert(application.cohort.programme, email="bea@example.org", language=language)
    openings.asked(alert, now=NOW)
    openings.opened(alert, now=NOW)
    return with_words(Mail.objects.all())


def with_words(mails):
    """As they go out: some get their words only then."""
    mails = list(mails)
    for mail in mails:
        if not mail.text:
            content = kinds.get(mail.kind).render(mail)
            mail.subject, mail.text, mail.html = content.subject, content.text, content.html
    return mails


def written(language, kind, channel=Channel.VIDEO, **fields):
    """The mails of `kind` about a fresh booking."""
    interview = interview_of(application_in(language), channel, **fields)
    interviews.booked(interview, now=NOW)
    return with_words(Mail.objects.filter(kind=kind))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_is_complete(language):
    mails = write_all(language)

    assert {mail.kind for mail in mails} == {
        "application_draft",
        "application_link",
        "application_submitted",
        "guardian_answered",
        "guardian_asked",
        "guardian_missing",
        "address_confirm",
        "address_changed",
        "interview_phone_staff",
        "interview_erased_staff",
        "application_erased",
        "interview_booked",
        "interview_booked_staff",
        "interview_moved",
        "interview_moved_staff",
        "interview_cancelled",
        "interview_cancelled_staff",
        "interview_reminder_day",
        "interview_reminder_soon",
        "no_show_offer",
        "time_offer",
        "application_accepted",
        "application_declined",
        "opening_asked",
        "opening_announced",
    }
    for mail in mails:
        for part in (mail.subject, mail.text, mail.html):
            assert part.strip()
            assert "MISSING" not in part
            assert "{{" not in part
        assert "\n" not in mail.subject
        assert "\n\n\n" not in mail.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_has_one_button_and_its_text_names_the_same_address(language):
    for mail in write_all(language):
        buttons = re.findall(r'class="button" href="([^"]+)"', mail.html)

        assert len(buttons) == 1, mail.kind
        assert buttons[0] in mail.text


def test_every_mail_says_whom_to_ask():
    for mail in write_all("en"):
        assert mail.reply_to in mail.text
        assert mail.reply_to in mail.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_harmless(language):
    for mail in write_all(language):
        assert "<b>Ada" not in mail.html
        assert "evil.example" not in mail.html + mail.text
        assert "<wünschen>" not in mail.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_tells_private_answers(language):
    for mail in write_all(language):
        body = mail.subject + mail.text + mail.html + mail.calendar
        with translation.override(language):
            for secret in (
                "23.11.2010",
                "2010-11-23",
                "2010",
                "private Hoffnung",
                "privater Wunsch",
            ):
                assert secret not in body
        assert "eltern@example.org" not in body


def test_a_mail_to_a_parent_names_no_link_of_the_applicant():
    write_all("de-informal")
    mail = Mail.objects.get(kind="guardian_asked")

    assert mail.language == "de"
    assert "/guardian/" in mail.text
    assert "/application/" not in mail.text + mail.html
    assert "/apply/" not in mail.text + mail.html


def test_an_applicant_reads_both_times_when_the_zones_differ():
    (mail,) = written("en", "interview_booked")

    assert "11:30 (time in New York)\n  Thu, 12\u00a0March, 16:30 (time in Berlin)" in mail.text


def test_an_interviewer_reads_the_own_time_first():
    (mail,) = written("en", "interview_booked_staff")

    assert "16:30 (time in Berlin)\n  Thu, 12\u00a0March, 11:30 (time in New York)" in mail.text
    assert "16:30" in mail.subject


def test_one_time_is_enough_where_the_zones_agree():
    (mail,) = written("en", "interview_booked", zone="Europe/Berlin")

    assert mail.text.count("16:30") == 1


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (Channel.VIDEO, "https://video.example.org/room"),
        (Channel.PHONE, "We call you: +49 30 1234"),
        (Channel.ADDRESS, "On site: Lindenstraße 1, Berlin"),
    ],
)
def test_an_invitation_says_where(channel, words):
    (mail,) = written("en", "interview_booked", channel)

    assert words in mail.text
    assert words in mail.html


def test_without_an_address_it_is_promised_and_asked_for():
    interview = interview_of(application_in("en"), Channel.ADDRESS)
    interview.interviewer.address = ""
    interviews.booked(interview, now=NOW)

    assert "We mail you the address" in Mail.objects.get(kind="interview_booked").text
    assert "please mail it" in Mail.objects.get(kind="interview_booked_staff").text


@pytest.mark.parametrize(
    ("channel", "location"),
    [
        (Channel.VIDEO, "https://video.example.org/room"),
        (Channel.PHONE, "+49 30 1234"),
        (Channel.ADDRESS, "Lindenstraße 1, Berlin"),
    ],
)
def test_the_calendar_entry_says_where(channel, location):
    for mail in written("en", "interview_booked", channel):
        (event,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
        assert event["LOCATION"] == location


def test_offered_times_stand_in_the_zone_of_the_wish_and_in_ours():
    application = application_in("en")
    interviewer = interview_of(application).interviewer
    time_request = TimeRequest(application=application, zone="America/New_York")
    interviews.offered(offers_to(application, interviewer), time_request=time_request, now=NOW)

    text = Mail.objects.get(kind="time_offer").text
    assert "14:00 (time in New York)\n  Thu, 12\u00a0March, 19:00 (time in Berlin)" in text
    token = re.search(r"/application/(\S+)/book/", text)[1]
    assert links.application_of(links.STATUS, token) == application


def test_the_same_answer_sent_twice_is_one_mail():
    application = application_in("en")
    offers = offers_to(application, interview_of(application).interviewer)
    for _ in range(2):
        interviews.offered(offers, time_request=None, now=NOW)
    assert Mail.objects.filter(kind="time_offer").count() == 1


def test_without_a_video_room_the_interviewer_is_asked_for_one():
    interview = interview_of(application_in("en"))
    interview.interviewer.video_link = ""
    interviews.booked(interview, now=NOW)

    assert "We mail you the link" in Mail.objects.get(kind="interview_booked").text
    assert "please mail the applicant" in Mail.objects.get(kind="interview_booked_staff").text


def test_reminders_speak_to_whom_they_go_to():
    for_applicant, for_interviewer = sorted(
        written("en", "interview_reminder_day"), key=lambda mail: mail.to
    )

    assert for_applicant.to == "ada@example.org"
    assert "Hello Jo Ebert," in for_interviewer.text
    own_link = rendering.absolute("/interview/")
    assert own_link in for_applicant.text
    assert own_link not in for_interviewer.text


def test_the_colleague_who_had_the_interview_learns_no_wrong_time():
    write_all("en")
    to_colleague = Mail.objects.filter(kind="interview_cancelled_staff").earliest("key")

    assert "a colleague of yours" in to_colleague.text
    assert "16:30" not in to_colleague.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["application_accepted", "application_declined"])
def test_what_staff_write_stands_in_the_decision(language, kind):
    write_all(language)
    mail = Mail.objects.get(kind=kind)

    assert TEXT in mail.text
    assert "Wir denken an dich &amp; &lt;wünschen&gt;" in mail.html


def test_a_decision_without_own_words_has_no_gap():
    content = usual(decisions.DECLINED)

    assert "\n\n\n" not in content.text
    assert "thank you for your application" in content.text.lower()


def usual(kind):
    application = application_in("en")
    return decisions.preview(application, decisions.letter_for(application, kind))


def test_a_parent_is_mentioned_only_to_applicants_under_age():
    applications.submitted(application_in("en"), now=NOW)
    applications.submitted(application_in("en", birth_date=date(1999, 1, 1)), now=NOW)
    minor, adult = Mail.objects.filter(kind="application_submitted").order_by("pk")
    texts = sorted((minor.text, adult.text), key=len)

    assert "your parent" not in texts[0]
    assert "your parent" in texts[1]


def test_a_sent_application_is_not_offered_for_continuing():
    application = application_in("en")
    applications.new_links(application, now=NOW)
    mail = Mail.objects.get()

    assert "/application/" in mail.text
    assert "/apply/" not in mail.text


def test_the_invitation_says_by_when_we_decide_as_the_cohort_has_it():
    application = application_in("en")
    type(application.cohort).objects.update(decision_days=10)
    application.cohort.refresh_from_db()
    interviews.booked(interview_of(application), now=NOW)

    text = Mail.objects.get(kind="interview_booked", to=application.email).text
    assert "we decide by Sunday, 22\u00a0March and write to you" in text
