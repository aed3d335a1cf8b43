"""Deciding: after a held interview, once, with a reason, and without trouble for any account."""

import threading
from datetime import timedelta
from unittest.mock import Mock

import pytest

from mentoring.accounts.models import User
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.lifecycle import StaleStateError
from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from programmes.admissions.models import InterviewSheet
from programmes.admissions.services import decisions
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import SupportNeed
from programmes.profiles.models import Profile
from programmes.profiles.states import Part
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.threads import Meeting, at_once

A, I = ApplicationState, InterviewState  # noqa: E741
REASON = "Weiß, was sie will."
LATER = NOW + timedelta(days=1)


@pytest.fixture
def manager(db):
    return make_staff(name="Miriam Osei")


def interviewed(state=I.HELD, **fields):
    """An application whose interview is in `state`."""
    application = make_application(fields.pop("cohort", None), A.INTERVIEW, **fields)
    interviewer = make_interviewer(application.cohort.programme)
    make_interview(application, interviewer, NOW, state)
    return application


def accept(application, manager, **more):
    by = Actor.of(manager)
    return decisions.accept(application, by=by, now=LATER, reason=REASON, **more)


def test_accepting_makes_profile_and_account_and_writes(manager):
    application = interviewed(email="amina@example.org")

    profile = accept(application, manager, text="Wir freuen uns auf dich!")

    assert (profile.part, profile.cohort) == (Part.MENTEE, application.cohort)
    assert profile.subject == application.subject
    assert str(profile) == str(application)
    assert set(profile.topics.all()) == set(application.topics.all())
    account = profile.user
    assert (account.email, account.name) == ("amina@example.org", str(application))
    assert not account.has_usable_password()
    assert not account.is_staff
    mail = Mail.objects.get(kind="application_accepted")
    assert mail.to == "amina@example.org"
    assert "Wir freuen uns auf dich!" in mail.text
    assert REASON not in mail.text + mail.html + mail.subject


def test_the_log_says_who_and_why(manager):
    application = interviewed()

    accept(application, manager)

    row = Transition.objects.get(object_id=application.pk)
    assert (row.source, row.target, row.note) == (A.INTERVIEW, A.ACCEPTED, REASON)
    assert (row.actor_user, row.at) == (manager, LATER)


@pytest.mark.parametrize("state", [I.BOOKED, I.NO_SHOW, I.CANCELLED])
def test_only_a_held_interview_leads_further(manager, state):
    application = interviewed(state)

    for act in (decisions.accept, decisions.put_on_waiting_list):
        with pytest.raises(DomainError) as refusal:
            act(application, by=Actor.of(manager), now=LATER, reason=REASON)
        assert refusal.value.code == "not_interviewed"

    application.refresh_from_db()
    assert application.state == A.INTERVIEW
    assert not Profile.objects.exists()


def test_needs_are_those_the_interview_found(manager):
    application = interviewed()
    found = SupportNeed.objects.create(cohort=application.cohort, title_de="Netzwerk")
    sheet = InterviewSheet.objects.create(interview=application.interviews.get(), saved_at=NOW)

    sheet.needs.set([found])

    assert list(accept(application, manager).needs.all()) == [found]


def test_without_findings_what_the_applicant_named_counts(manager):
    application = interviewed()

    profile = accept(application, manager)

    assert list(profile.needs.all()) == list(application.needs.all()) != []


def test_somebody_from_the_waiting_list_can_be_accepted(manager):
    application = interviewed()
    decisions.put_on_waiting_list(application, by=Actor.of(manager), now=NOW, reason=REASON)
    assert not Mail.objects.exists()

    accept(application, manager)

    assert application.state == A.ACCEPTED


def test_declining_writes_kindly_and_makes_nobody_a_mentee(manager):
    application = make_application()

    decisions.decline(application, by=Actor.of(manager), now=NOW, reason=REASON, text="Alles Gute!")

    mail = Mail.objects.get(kind="application_declined")
    assert application.state == A.DECLINED
    assert "Alles Gute!" in mail.text
    assert REASON not in mail.text + mail.html
    assert not Profile.objects.exists()


def test_who_has_an_appointment_is_not_declined(manager):
    application = interviewed(I.BOOKED)

    with pytest.raises(DomainError) as refusal:
        decisions.decline(application, by=Actor.of(manager), now=NOW, reason=REASON)

    assert refusal.value.code == "still_booked"


def test_a_decision_is_final(manager):
    application = interviewed()
    accept(application, manager)

    for act in (decisions.accept, decisions.decline, decisions.put_on_waiting_list):
        with pytest.raises(lifecycle.TransitionError):
            act(application, by=Actor.of(manager), now=LATER, reason=REASON)

    assert Mail.objects.count() == 1


class TestWhoseAddressIsKnown:
    def test_a_mentor_or_mentee_of_another_cohort_keeps_the_account(self, manager):
        known = make_user("amina@example.org", name="Amina Y.", language="en")

        profile = accept(interviewed(email="amina@example.org"), manager)

        assert profile.user == known
        known.refresh_from_db()
        assert (known.name, known.language) == ("Amina Y.", "en")

    @pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_superuser": True}])
    def test_a_colleague_never_becomes_a_mentee(self, manager, fields):
        make_user("kollege@example.org", **fields)
        self._refused(interviewed(email="kollege@example.org"), manager, "staff_address")

    def test_a_closed_account_is_not_opened_in_passing(self, manager):
        make_user("gone@example.org", is_active=False)
        self._refused(interviewed(email="gone@example.org"), manager, "inactive")
        assert not User.objects.get(email="gone@example.org").is_active

    def test_one_place_a_person_and_cohort(self, manager):
        first = interviewed(email="amina@example.org")
        second = interviewed(email="amina@example.org", cohort=first.cohort)
        accept(first, manager)
        self._refused(second, manager, "has_place", mails=1)

    def _refused(self, application, manager, code, mails=0):
        """Nothing is left behind: neither state, nor log, nor mail."""
        with pytest.raises(DomainError) as refusal:
            accept(application, manager)
        assert refusal.value.code == code
        application.refresh_from_db()
        assert application.state == A.INTERVIEW
        assert not Transition.objects.filter(object_id=application.pk).exists()
        assert Mail.objects.count() == Profile.objects.count() == mails


def test_a_failure_after_the_mail_takes_everything_back(manager, monkeypatch):
    application = interviewed(email="amina@example.org")
    post = decisions.messages.send

    def fail(*args, **more):
        post(*args, **more)
        raise RuntimeError("the power went off")

    monkeypatch.setattr(decisions.messages, "send", fail)
    with pytest.raises(RuntimeError):
        accept(application, manager)

    application.refresh_from_db()
    assert application.state == A.INTERVIEW
    for model in (Mail, Profile, Transition):
        assert not model.objects.exists()
    assert not User.objects.filter(email="amina@example.org").exists()


@pytest.fixture
def race(transactional_db):
    """An application, who decides, and two copies as two browsers loaded them."""
    application = interviewed()
    copies = [Application.objects.get(pk=application.pk) for _ in range(2)]
    return make_staff(), copies


@pytest.fixture
def moving(monkeypatch):
    """Both have looked before one of them writes."""
    meeting = Meeting()
    move = meeting.before(decisions.lifecycle.move)
    monkeypatch.setattr(decisions.lifecycle, "move", move)
    return meeting


def acceptances():
    return Transition.objects.filter(target=A.ACCEPTED).count()


def test_accepted_twice_at_once_is_accepted_once(race, moving):
    manager, copies = race

    both = (lambda c=copy: accept(c, manager) for copy in copies)
    results = at_once(*both, meetings=(moving,))

    assert [isinstance(result, Profile) for result in results].count(True) == 1
    assert [isinstance(result, StaleStateError) for result in results].count(True) == 1
    assert Profile.objects.count() == Mail.objects.count() == acceptances() == 1


def test_accepted_and_declined_at_once_has_one_end(race, moving):
    manager, (one, other) = race

    at_once(
        lambda: accept(one, manager),
        lambda: decisions.decline(other, by=Actor.of(manager), now=LATER, reason=REASON),
        meetings=(moving,),
    )

    one.refresh_from_db()
    assert Mail.objects.get().kind == f"application_{one.state}"
    assert Profile.objects.exists() == (one.state == A.ACCEPTED)


def test_without_the_guard_the_same_race_decides_twice(race, monkeypatch):
    """The control: look, wait until the other one has looked, write whatever is there."""
    manager, copies = race
    both_looked = threading.Barrier(2)

    def naive_move(obj, target, **log):
        both_looked.wait(timeout=10)
        obj.state = target
        obj.save(update_fields=["state"])
        return lifecycle.Transition.objects.create(
            content_type_id=_content_type(obj), object_id=obj.pk, target=target, **_row(log)
        )

    monkeypatch.setattr(decisions.lifecycle, "move", naive_move)
    monkeypatch.setattr(decisions.onboarding, "make", Mock())

    at_once(*(lambda c=copy: accept(c, manager) for copy in copies))

    assert acceptances() == 2


def _content_type(obj):
    return lifecycle.ContentType.objects.get_for_model(obj).pk


def _row(log):
    by = log["by"]
    return {"actor_kind": by.kind, "actor_user": by.user, "at": log["now"], "note": log["note"]}


def test_two_applications_of_one_person_at_once_make_one_account(transactional_db):
    first = interviewed(email="amina@example.org")
    second = interviewed(email="amina@example.org")
    manager = make_staff()

    results = at_once(lambda: accept(first, manager), lambda: accept(second, manager))

    assert [type(result) for result in results] == [Profile, Profile]
    assert User.objects.filter(email="amina@example.org").count() == 1
