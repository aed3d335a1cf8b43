"""Every mail that the project writes, as if all of it happened to a few people."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.home.services import invitations
from mentoring.notifications import kinds
from mentoring.notifications.letter_text import Words
from mentoring.notifications.models import Mail
from mentoring.notifications.rendering import absolute, render
from mentoring.notifications.services import letters
from mentoring.notifications.sign_in import OutboxAccountAdapter
from mentoring.notifications.summaries import Summary
from programmes.admissions.messages import (
    contacts,
    decisions,
    erasure,
    guardian_consent,
    interviews,
)
from programmes.admissions.models import Interview, Interviewer, OfferedTime
from programmes.admissions.states import Channel, InterviewState
from programmes.applications.messages import applications, guardians, openings
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort
from programmes.partnerships.messages import proposals
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.states import Reply
from programmes.profiles.messages import delegates, enrolments, identity
from programmes.profiles.states import FirstContact, Part
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import (
    NOW,
    make_alert,
    make_application,
    make_interview,
    make_interviewer,
)
from tests.factories.cohorts import make_cohort, make_programme
from tests.factories.mails import make_mail
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import (
    make_co_mentor,
    make_delegate,
    make_enrolment,
    make_mentee,
    make_mentor,
)

# Nobody gets more than a few mails that strangers cause, so each time it happens to others.
_number = count(1)
STARTS_AT = datetime(2026, 3, 12, 15, 30, tzinfo=UTC)


def write_all(
    language: str,
    *,
    name: str = "Amina",
    words: str = "Wir freuen uns\nauf dich.",
    programme: dict[str, Any] | None = None,
) -> list[Mail]:
    """Mails of every template in `language`.

    Everybody in them is called `name`, and every text that somebody wrote is `words`;
    `programme` are settings of the programme.
    """
    before = set(Mail.objects.values_list("pk", flat=True))
    tone = "informal" if language == "de-informal" else "formal"
    cohort = make_cohort(make_programme(**programme or {}), tone=tone, mentor_tone=tone)
    if not cohort.programme.asks_affiliation:
        cohort.topics.update(title_de="Holz und Farbe", title_en="Wood and paint")
    _applications(cohort, language, name, words)
    _mentors_on_their_way(cohort, language, name, words)
    _tandem(cohort, language, name, words)
    _sign_in(language)
    _team(cohort, language, name)
    _digest(cohort, language, name, words)
    return [with_words(mail) for mail in Mail.objects.exclude(pk__in=before)]


def with_words(mail: Mail) -> Mail:
    """`mail` as it goes out: some get their words only then."""
    render = kinds.get(mail.kind).render
    if render and not mail.text:
        content = render(mail)
        mail.subject, mail.text, mail.html = content.subject, content.text, content.html
    return mail


def _applications(cohort: Cohort, language: str, name: str, words: str) -> None:
    number = next(_number)
    application = make_application(
        cohort,
        ApplicationState.DRAFT,
        language=language,
        given_name=name,
        family_name=name,
        email=f"amina.{number}@example.org",
        birth_date=date(2010, 11, 23),
        guardian_email=f"eltern.{number}@example.org",
    )
    applications.draft_started(application, now=NOW)
    applications.new_links(application, now=NOW)
    applications.closing(application, until=NOW, now=NOW)
    application.state = ApplicationState.SUBMITTED
    applications.submitted(application, now=NOW)
    applications.guardian_asked(application, now=NOW)
    for channel in Channel:
        _talk(application, language, name, channel)
    application.new_email = f"neu.{number}@example.org"
    contacts.address_to_confirm(application, now=NOW)
    contacts.address_changed(application, was="alt@example.org", now=NOW)
    erasure.erased(erasure.Goodbye.to(application), now=NOW)
    for kind in (decisions.ACCEPTED, decisions.DECLINED):
        for text in ("", words):
            letter = decisions.letter_for(application, kind, text=text)
            key = f"{application.pk}:{bool(text)}"
            decisions.send(application, letter, key=key, now=NOW, due_at=NOW)
    letters.send([addressee_of(application)], Words("Neuigkeiten", words), batch=uuid4(), now=NOW)
    alert = make_alert(cohort.programme, email=f"warte.{number}@example.org", language=language)
    openings.asked(alert, now=NOW)
    openings.opened(alert, now=NOW)


def addressee_of(application: Application) -> letters.Addressee:
    return letters.Addressee(
        about=application,
        subject_id=application.subject_id,
        cohort=application.cohort,
        to=application.email,
        given_name=application.given_name,
        name=str(application),
        language=application.language,
    )


def _talk(application: Application, language: str, name: str, channel: Channel) -> None:
    programme = application.cohort.programme
    staff = [make_staff("interviewer", programme, name=name, language=language) for _ in range(2)]
    interview = make_interview(
        application,
        make_interviewer(programme, user=staff[0], address="Lindenstraße 1, Berlin"),
        STARTS_AT,
        channel=channel,
        phone="+49 30 1234" if channel == Channel.PHONE else "",
        zone="Europe/Berlin" if channel == Channel.ADDRESS else "America/New_York",
        state=InterviewState.BOOKED if channel == Channel.VIDEO else InterviewState.CANCELLED,
    )
    interviews.booked(interview, now=NOW)
    guardian_consent.consent_missing(interview, refused=False, now=NOW)
    for agreed in (True, False):
        guardians.answered(application, agreed=agreed, key=f"{application.pk}:{agreed}", now=NOW)
    contacts.phone_changed(interview, now=NOW)
    _change(interview, Interviewer.objects.create(user=staff[1]))


def _change(interview: Interview, colleague: Interviewer) -> None:
    application, interviewer = interview.application, interview.interviewer
    erasure.talk_is_off(interview, now=NOW)
    interview.sequence = 1
    interviews.moved(interview, was_at=NOW, was_with=colleague, now=NOW)
    interview.state, interview.sequence = InterviewState.CANCELLED, 2
    interviews.cancelled(interview, now=NOW)
    interviews.no_show_offer(interview, now=NOW)
    starts = [STARTS_AT.replace(day=day) for day in (12, 13)]
    offers = [
        OfferedTime(application=application, interviewer=interviewer, starts_at=starts_at)
        for starts_at in starts
    ]
    interviews.offered(offers, time_request=None, now=NOW)


def _mentors_on_their_way(cohort: Cohort, language: str, name: str, words: str) -> None:
    called = {"given_name": name, "family_name": name}
    for part in (Part.MENTOR, Part.CO_MENTOR):
        enrolment = make_enrolment(cohort, language=language, part=part, words=words, **called)
        for write in (
            enrolments.invited,
            enrolments.reminder,
            enrolments.new_link,
            enrolments.begun,
            enrolments.submitted,
            enrolments.enrolled,
            enrolments.declined,
        ):
            write(enrolment, now=NOW)
    mentor = make_mentor(cohort, user=make_user(language=language), **called)
    enrolments.known(mentor, language=language, now=NOW)
    mentor.user.new_email = f"neu.{mentor.pk}@example.org"
    identity.address_to_confirm(mentor, now=NOW)
    identity.address_changed(mentor, was="alt@example.org", now=NOW)
    enrolments.imported(mentor, language=language, now=NOW)
    for by_staff in (True, False):
        delegate = make_delegate(mentor, name=name, invited_by_staff=by_staff)
        delegates.invited(delegate, now=NOW)
        delegates.changed(delegate, now=NOW)
        delegates.new_link(delegate, now=NOW)


def _tandem(cohort: Cohort, language: str, name: str, words: str) -> None:
    makers = {"mentee": make_mentee, "mentor": make_mentor, "co_mentor": make_co_mentor}
    people: dict[str, Any] = {
        part: make(
            cohort,
            user=make_user(language=language),
            given_name=name,
            family_name=name,
            introduction=words,
            always_ask=words,
            rather_not=words,
            phone="0341 7",
            first_contact=FirstContact.OFFICE if part == "mentor" else FirstContact.EMAIL,
        )
        for part, make in makers.items()
    }
    make_delegate(people["mentor"], name=name)
    partnership = make_partnership(cohort, rationale=words, **people)
    for answer in Answer.objects.with_people().filter(partnership=partnership):
        proposals.asked(answer, now=NOW)
        proposals.reminded(answer, now=NOW)
        proposals.new_link(answer, now=NOW)
        proposals.thanked(answer, key="1", now=NOW)
    _outcomes(partnership)


def _outcomes(partnership: Partnership) -> None:
    proposals.asked_office(partnership, now=NOW)
    proposals.over(partnership, key="1", said_no=None, now=NOW, due_at=NOW)
    answers = Answer.objects.filter(partnership=partnership)
    answers.update(reply=Reply.YES, answered_at=NOW)
    proposals.agreed(partnership, key="1", now=NOW)
    proposals.joined(answers.with_people().get(part=Part.CO_MENTOR), now=NOW)


def _sign_in(language: str) -> None:
    address = make_user(language=language).email
    adapter = OutboxAccountAdapter()
    adapter.send_mail("account/email/login_code", address, {"code": "DAUS-3542"})
    adapter.send_mail("account/email/unknown_account", address, {})
    adapter.send_mail("mfa/email/webauthn_added", address, {})


def _team(cohort: Cohort, language: str, name: str) -> None:
    colleague = Actor.of(make_staff(name=name))
    for role, by in ((Role.INTERVIEWER, colleague), (Role.AUDITOR, Actor.system())):
        person = make_staff(role, cohort.programme, name=name, language=language)
        invitations.invite(person, by=by, now=NOW)


def _digest(cohort: Cohort, language: str, name: str, words: str) -> None:
    parts = [Summary(words.splitlines()[0], words, absolute(f"/{each}/")) for each in range(2)]
    context = {"programme": cohort.programme, "name": name, "parts": parts}
    content = render("digest", language, context)
    make_mail(kind="digest", subject=content.subject, text=content.text, html=content.html)
