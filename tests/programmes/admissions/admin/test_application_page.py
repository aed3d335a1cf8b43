"""An applicant's page: facts, consent, interviews, duplicates, history, and what can be done."""

import pytest
from django.utils.html import escape

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.notifications.models import Mail
from mentoring.privacy.services import consents
from mentoring.privacy.states import Channel, Purpose
from programmes.admissions.models import InterviewSheet
from programmes.admissions.services import decisions, interviews, withdrawal
from programmes.admissions.states import InterviewState, Recommendation
from programmes.applications.states import ApplicationState
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import make_application, make_interviewer
from tests.factories.privacy import give_answers

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def page(client, address):
    def read(application):
        answer = client.get(address("application_change", application), headers=ENGLISH)
        assert answer.status_code == 200
        return answer

    return read


def text(answer):
    return answer.content.decode()


def test_facts_without_voluntary_answers(as_manager, page, cohort):
    application = make_application(cohort, hope="Mut & <script>alert(1)</script>")
    give_answers(application.subject, values={"money": "often"})
    html = text(page(application))
    assert "Mut &amp; &lt;script&gt;alert(1)" in html
    assert "<script>alert(1)" not in html
    assert "Sachsen" in html or "Saxony" in html
    assert "Is money tight" not in html


@pytest.mark.parametrize("payload", ['"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "<script>"])
def test_what_somebody_typed_comes_out_inert(as_manager, address, make_talk, now, payload):
    talk = make_talk(
        state=InterviewState.HELD, given_name=payload, hope=payload, mentor_wish=payload
    )
    InterviewSheet.objects.create(
        interview=talk, saved_at=now, notes=payload, motivation_reason=payload
    )
    for where in (
        address("application_changelist"),
        address("application_change", talk.application),
        address("application_accept", talk.application),
        address("interview_changelist"),
        address("interview_change", talk),
    ):
        html = text(as_manager.get(where))
        assert html.count(escape(payload)) > 0
        assert "<img src=x" not in html
        assert f">{payload}<" not in html or payload.startswith("{{")


def test_the_history_tells_who_when_what_and_why(as_manager, page, manager, make_talk, now):
    application = make_talk(state=InterviewState.HELD).application
    decisions.accept(application, by=Actor.of(manager), now=now, reason="Brennt für Politik.")
    html = text(page(application))
    assert "Brennt für Politik." in html
    assert "Miriam Osei" in html
    assert "Interview → Accepted" in html


def test_managers_reach_the_mails_and_interviewers_see_that_they_went_out(
    client, page, manager, make_talk, now
):
    talk = make_talk(state=InterviewState.HELD)
    decisions.accept(talk.application, by=Actor.of(manager), now=now, reason="Gut.")
    mail = Mail.objects.get()
    for person, linked in ((manager, True), (talk.interviewer.user, False)):
        client.force_login(person)
        html = text(page(talk.application))
        assert "Acceptance" in html
        assert (str(mail.pk) in html) is linked


def test_a_parents_consent(as_manager, page, cohort, now):
    minor = make_application(cohort, birth_date=now.date().replace(day=1, year=now.year - 16))
    assert "nobody has agreed yet" in text(page(minor))
    consents.give(
        subject=minor.subject,
        purpose=Purpose.GUARDIAN,
        language="de",
        channel=Channel.LINK,
        now=now,
        by=Actor.holder("guardian"),
    )
    assert "nobody has agreed yet" not in text(page(minor))
    adult = make_application(cohort, birth_date=now.date().replace(day=1, year=now.year - 30))
    assert page(adult).context["guardian"] is None


def test_duplicates_are_linked_as_far_as_they_may_be_seen(client, page, manager, make_talk, cohort):
    talk = make_talk(email="twice@example.org")
    other = make_application(cohort, email="twice@example.org")
    make_application(email="twice@example.org")
    client.force_login(manager)
    assert list(page(talk.application).context["duplicates"]) == [other]
    client.force_login(talk.interviewer.user)
    assert not page(talk.application).context["duplicates"]


def test_interviewers_read_their_own_sheets_only(as_interviewer, page, make_talk, cohort, now):
    talk = make_talk(hours=-50, state=InterviewState.NO_SHOW)
    colleague = make_interviewer(cohort.programme)
    second = make_talk(who=colleague, state=InterviewState.HELD)
    type(second).objects.filter(pk=second.pk).update(application=talk.application)
    InterviewSheet.objects.create(
        interview=second, saved_at=now, notes="Unter uns.", recommendation=Recommendation.ACCEPT
    )
    assert "Unter uns." not in text(page(talk.application))


@pytest.mark.parametrize(
    ("state", "interview_state", "offered"),
    [
        (ApplicationState.SUBMITTED, InterviewState.CANCELLED, {"decline"}),
        (ApplicationState.INTERVIEW, InterviewState.BOOKED, set()),
        (ApplicationState.INTERVIEW, InterviewState.HELD, {"accept", "waitlist", "decline"}),
        (ApplicationState.WAITLISTED, InterviewState.HELD, {"accept", "decline"}),
        (ApplicationState.ACCEPTED, InterviewState.HELD, set()),
    ],
)
@pytest.mark.usefixtures("as_manager")
def test_only_what_is_possible_is_offered(page, make_talk, state, interview_state, offered):
    application = make_talk(state=interview_state).application
    type(application).objects.filter(pk=application.pk).update(state=state)
    answer = page(application)
    assert {option.slug for option in answer.context["options"]} == offered
    assert len(answer.context["next"]) == 2


def test_interviewers_do_not_decide(as_interviewer, page, address, make_talk):
    talk = make_talk(state=InterviewState.HELD)
    assert page(talk.application).context["options"] == []
    for slug in ("accept", "waitlist", "decline"):
        where = address(f"application_{slug}", talk.application)
        assert as_interviewer.get(where).status_code == 403
        assert as_interviewer.post(where, {"reason": "x"}).status_code == 403


@pytest.mark.parametrize(
    "who",
    [
        (lambda _programme: make_staff(Role.MANAGER), 404),
        (lambda programme: make_staff(Role.INTERVIEWER, programme), 404),
        (lambda programme: make_staff(Role.SAFEGUARDING, programme), 403),
        (lambda programme: make_staff(Role.AUDITOR, programme), 403),
        (lambda _programme: make_user(), 403),
    ],
)
def test_who_has_nothing_to_do_with_it_gets_nothing(client, address, make_talk, cohort, who):
    person, status = who
    application = make_talk(state=InterviewState.HELD).application
    client.force_login(person(cohort.programme))
    for name in ("application_change", "application_accept"):
        answer = client.get(address(name, application))
        # A foreign interviewer may not decide in any programme.
        assert answer.status_code in {status, 403}
        assert str(application) not in text(answer)


def test_a_draft_has_no_page(as_manager, address, cohort):
    draft = make_application(cohort, ApplicationState.DRAFT)
    assert as_manager.get(address("application_change", draft)).status_code == 404


def test_the_whole_way_reads_in_words(as_manager, page, make_talk, now):
    talk = make_talk(hours=1)
    applicant = Actor.holder("applicant")
    interviews.cancel(talk, by=applicant, now=now)
    talk.application.refresh_from_db()
    withdrawal.withdraw(talk.application, by=applicant, now=now)
    html = text(page(talk.application))
    assert "Withdrawn by the applicant" in html
    assert "Interview cancelled" in html
