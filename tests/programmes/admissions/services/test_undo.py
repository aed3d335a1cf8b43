"""Taking a decision back: within ten minutes, before the mail goes, and as if nothing had been."""

import threading
from datetime import timedelta

import pytest

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from mentoring.notifications.services import claims, outbox
from mentoring.notifications.states import CancelReason, State
from programmes.admissions.services import decisions
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.profiles.models import Profile
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.threads import Meeting, at_once

A = ApplicationState
LATER = NOW + timedelta(days=1)
IN_TIME = LATER + UNDO - timedelta(seconds=1)
TOO_LATE = LATER + UNDO
ACTS = {
    A.ACCEPTED: decisions.accept,
    A.DECLINED: decisions.decline,
    A.WAITLISTED: decisions.put_on_waiting_list,
}


@pytest.fixture
def by(db):
    return Actor.of(make_staff(Role.MANAGER, name="Miriam Osei"))


def applicant(state=A.INTERVIEW, **fields):
    """Somebody in `state` since NOW, whose interview was held."""
    application = make_application(None, state, **fields)
    interviewer = make_interviewer(application.cohort.programme)
    make_interview(application, interviewer, NOW, InterviewState.HELD)
    return application


def decide(application, target, by, now=LATER):
    return ACTS[target](application, by=by, now=now, reason="Passt.")


def undo(application, by, now=IN_TIME):
    decisions.undo(application, by=by, now=now, reason="Verklickt.")


WAYS = [
    (source, target)
    for target, sources in Application.WAYS_BACK.items()
    for source in sorted(sources)
    if source in {A.SUBMITTED, A.INTERVIEW, A.WAITLISTED}
]


@pytest.mark.parametrize(("source", "target"), WAYS)
def test_each_decision_leads_back_to_where_it_came_from(by, source, target):
    application = applicant(source)
    decide(application, target, by)

    undo(application, by)

    application.refresh_from_db()
    assert (application.state, application.state_since) == (source, NOW)
    assert not Profile.objects.exists()
    assert not Mail.objects.exclude(state=State.CANCELLED).exists()
    rows = Transition.objects.filter(object_id=application.pk).values_list("source", "target")
    assert list(rows) == [(source, target), (target, source)]
    last = Transition.objects.last()
    assert (last.note, last.actor_user, last.at) == ("Verklickt.", by.user, IN_TIME)


def test_who_waits_has_waited_since_before(by):
    application = applicant()
    decide(application, A.WAITLISTED, by, now=NOW + timedelta(hours=1))
    decide(application, A.ACCEPTED, by)

    undo(application, by)

    assert (application.state, application.state_since) == (
        A.WAITLISTED,
        NOW + timedelta(hours=1),
    )
    # The waiting list itself is long final: one undo is not a licence for the next.
    with pytest.raises(DomainError):
        undo(application, by)


def test_after_ten_minutes_it_stands(by):
    application = applicant()
    decide(application, A.ACCEPTED, by)

    with pytest.raises(DomainError) as refusal:
        undo(application, by, now=TOO_LATE)

    assert refusal.value.code == "too_late"
    assert Profile.objects.exists()
    assert Mail.objects.get().state == State.QUEUED


@pytest.mark.parametrize("state", [A.SUBMITTED, A.INTERVIEW, A.WITHDRAWN, A.ACCEPTED])
def test_what_is_no_fresh_decision_is_not_undone(by, state):
    application = applicant(state)

    with pytest.raises(DomainError) as refusal:
        undo(application, by, now=NOW)

    assert refusal.value.code == "too_late"
    assert not Transition.objects.exists()


def test_the_mail_waits_as_long_as_the_decision_can_be_undone(by):
    application = applicant()
    decide(application, A.DECLINED, by)

    assert claims.claim(now=IN_TIME) == []
    assert [mail.kind for mail in Mail.objects.due(TOO_LATE)] == ["application_declined"]


def test_a_second_thought_gets_a_mail_of_its_own(by):
    application = applicant()
    decide(application, A.DECLINED, by)
    undo(application, by)
    decide(application, A.DECLINED, by, now=IN_TIME)

    assert sorted(Mail.objects.values_list("state", flat=True)) == [State.CANCELLED, State.QUEUED]


def test_two_managers_undo_once(by):
    application = applicant()
    decide(application, A.DECLINED, by)
    late = Application.objects.get(pk=application.pk)
    undo(application, by)

    with pytest.raises(lifecycle.StaleStateError):
        undo(late, by)


@pytest.mark.parametrize("target", [A.INTERVIEW, A.SUBMITTED, A.WAITLISTED])
def test_no_other_door_leads_back(by, target):
    application = applicant(A.DECLINED)

    with pytest.raises(lifecycle.TransitionError):
        lifecycle.move(application, target, by=by, now=NOW)


class TestTheAccount:
    def test_made_by_the_acceptance_it_goes(self, by):
        application = applicant(email="amina@example.org")
        decide(application, A.ACCEPTED, by)
        undo(application, by)
        assert not User.objects.filter(email="amina@example.org").exists()

    def test_known_before_it_stays(self, by):
        make_user("amina@example.org")
        application = applicant(email="amina@example.org")
        decide(application, A.ACCEPTED, by)
        undo(application, by)
        assert User.objects.filter(email="amina@example.org").exists()

    def test_used_it_stays(self, by):
        application = applicant(email="amina@example.org")
        decide(application, A.ACCEPTED, by)
        User.objects.filter(email="amina@example.org").update(last_login=IN_TIME)
        undo(application, by)
        assert User.objects.filter(email="amina@example.org").exists()
        assert not Profile.objects.exists()

    def test_with_a_place_elsewhere_it_stays(self, by):
        first, second = (applicant(email="amina@example.org") for _ in range(2))
        decide(first, A.ACCEPTED, by)
        decide(second, A.ACCEPTED, by)
        undo(first, by)
        assert Profile.objects.get().subject == second.subject


class TestWhatTheApplicantIsTold:
    @pytest.mark.parametrize(("source", "target"), WAYS)
    def test_the_state_before_until_it_is_final(self, by, source, target):
        application = applicant(source)
        decide(application, target, by)
        assert not decisions.is_final(application, now=IN_TIME)
        assert decisions.told_state(application, now=IN_TIME) == source
        assert list(decisions.not_final(IN_TIME)) == [application]
        assert decisions.is_final(application, now=TOO_LATE)
        assert decisions.told_state(application, now=TOO_LATE) == target
        assert not decisions.not_final(TOO_LATE)

    @pytest.mark.parametrize("state", [A.SUBMITTED, A.INTERVIEW, A.WITHDRAWN])
    def test_without_a_decision_the_state_as_it_is(self, db, state):
        assert decisions.told_state(make_application(None, state), now=NOW) == state


@pytest.fixture
def race(transactional_db):
    """An acceptance whose mail a worker, whose clock is ahead, has just taken up."""
    application = applicant()
    by = Actor.of(make_staff())
    decide(application, A.ACCEPTED, by)
    (mail,) = claims.claim(now=TOO_LATE)
    return Application.objects.get(pk=application.pk), by, mail


def outcome(application):
    """Whether the application is undone, and whether the mail server got the mail's text."""
    application.refresh_from_db()
    mail = Mail.objects.get()
    return application.state == A.INTERVIEW, mail.handed_over_at is not None


def test_undo_and_mail_at_once_end_alike(race, monkeypatch):
    """The undo has taken the mail back, as far as it can, when the mail goes."""
    application, by, mail = race
    taken = Meeting()
    monkeypatch.setattr(outbox, "cancel", taken.after(outbox.cancel))

    undone, handed_over = at_once(
        lambda: undo(application, by),
        lambda: claims.hand_over(mail, {}, now=TOO_LATE),
        meetings=(taken,),
    )

    assert outcome(application) in {(True, False), (False, True)}
    assert (undone is None) is not handed_over
    assert undone is None or undone.code == "mail_gone"
    assert Profile.objects.exists() is handed_over


def test_the_mail_first_and_the_decision_stands(race):
    application, by, mail = race
    assert claims.hand_over(mail, {}, now=TOO_LATE)

    with pytest.raises(ConflictError) as refusal:
        undo(application, by)

    assert refusal.value.code == "mail_gone"
    assert outcome(application) == (False, True)
    assert Transition.objects.count() == Profile.objects.count() == 1


def test_the_undo_first_and_the_mail_never_goes(race):
    application, by, mail = race
    undo(application, by)

    assert not claims.hand_over(mail, {}, now=TOO_LATE)
    assert outcome(application) == (True, False)


def test_control_an_undo_that_only_looks_lets_both_happen(race, monkeypatch):
    application, by, mail = race
    looked, handed = threading.Event(), threading.Event()

    def naive_cancel(*, about, kinds, now):
        waiting = list(Mail.objects.about(about).filter(handed_over_at__isnull=True))
        looked.set()
        assert handed.wait(timeout=10)
        for row in waiting:
            Mail.objects.filter(pk=row.pk).update(
                state=State.CANCELLED,
                settled_at=now,
                lease_until=None,
                cancel_reason=CancelReason.TAKEN_BACK,
            )

    def hand_over():
        assert looked.wait(timeout=10)
        done = claims.hand_over(mail, {}, now=TOO_LATE)
        handed.set()
        return done

    monkeypatch.setattr(outbox, "cancel", naive_cancel)
    at_once(lambda: undo(application, by), hand_over)

    assert outcome(application) == (True, True)
