"""Voluntary answers: kept with a consent only, read by few, and each read leaves a trace."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from mentoring.accounts.states import Role
from mentoring.common import personal_data
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.personal_data import SubjectScope
from mentoring.common.registry import Registry
from mentoring.privacy.models import AccessLog, Consent, VoluntaryAnswer
from mentoring.privacy.services import answers, consents, texts
from mentoring.privacy.states import Purpose, Question, Reason
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_programme
from tests.factories.privacy import (
    APPLICANT,
    BACKGROUND,
    NOW,
    WISH,
    give_answers,
    give_consent,
    make_subject,
    withdraw_consent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(monkeypatch):
    """A programme to which everybody belongs who agreed to something."""
    programme = make_programme()

    def members(of):
        known = Consent.objects.all() if of == programme else Consent.objects.none()
        return known.values_list("subject", flat=True)

    scope = SubjectScope("all", members)
    monkeypatch.setattr(personal_data, "_scopes", Registry())
    personal_data.declare(scope)
    return programme


@pytest.fixture
def person():
    subject = make_subject()
    give_answers(subject)
    give_answers(subject, Purpose.MATCHING)
    return subject


def submit(subject, values, *, agreed=True, purpose=Purpose.OUTREACH):
    answers.submit(
        subject=subject,
        purpose=purpose,
        answers=values,
        agreed=agreed,
        shown=texts.current(purpose, "de").sha256,
        now=NOW,
        by=APPLICANT,
    )


def read(subject, programme, user, *, purpose=Purpose.MATCHING, reason=Reason.REQUEST):
    return answers.read(
        subject=subject,
        purpose=purpose,
        programme=programme,
        by=Actor.of(user),
        reason=reason,
        now=NOW,
    )


def test_answers_with_the_tick_are_kept():
    subject = make_subject()
    submit(subject, BACKGROUND)

    kept = dict(VoluntaryAnswer.objects.values_list("question", "value"))
    assert kept == BACKGROUND
    assert Consent.objects.get().language == "de"


def test_a_tick_without_answers_keeps_nothing():
    submit(make_subject(), {Question.MONEY: "", Question.AFFILIATION_WISH: []})

    assert not VoluntaryAnswer.objects.exists()
    assert not Consent.objects.exists()


def test_a_later_page_replaces_what_was_answered():
    subject = make_subject()
    submit(subject, BACKGROUND)
    submit(subject, {Question.MONEY: "no"})

    assert VoluntaryAnswer.objects.get().value == "no"
    submit(subject, {})
    assert not VoluntaryAnswer.objects.exists()


def test_taking_the_tick_away_withdraws():
    subject = make_subject()
    submit(subject, BACKGROUND)
    submit(subject, BACKGROUND, agreed=False)

    assert not VoluntaryAnswer.objects.exists()
    assert not consents.holds(subject, Purpose.OUTREACH)


def test_answers_without_consent_are_refused():
    subject = make_subject()
    consent = give_consent(subject)
    withdraw_consent(subject)

    for used in (consent, give_consent(make_subject())):
        with pytest.raises(DomainError) as refusal:
            answers.record(
                subject=subject,
                purpose=Purpose.OUTREACH,
                answers=BACKGROUND,
                consent=used,
                now=NOW,
                by=APPLICANT,
            )
        assert refusal.value.code == "no_consent"


@pytest.mark.parametrize(
    "forged",
    [
        {Question.AFFILIATION_WISH: ["SPD"]},
        {Question.MONEY: "plenty"},
        {Question.MONEY: ["often"]},
        {"shoe_size": "43"},
    ],
)
def test_forged_answers_are_refused(forged):
    with pytest.raises(DomainError):
        submit(make_subject(), forged)
    assert not Consent.objects.exists()


def test_a_manager_reads_and_leaves_a_trace(person, programme):
    manager = make_staff(Role.MANAGER, programme)

    assert read(person, programme, manager, reason=Reason.MATCHING) == WISH
    row = AccessLog.objects.get()
    assert (row.actor_user, row.subject, row.count) == (manager, person, 1)
    assert (row.purpose, row.reason) == (Purpose.MATCHING, Reason.MATCHING)
    assert (row.programme, row.at) == (programme, NOW)


def test_reading_nothing_leaves_a_trace_too(programme):
    subject = give_consent(make_subject()).subject

    assert read(subject, programme, make_staff(Role.MANAGER, programme)) == {}
    assert AccessLog.objects.count() == 1


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.SAFEGUARDING, Role.AUDITOR, None])
def test_nobody_but_a_manager_reads(person, programme, role):
    with pytest.raises(PermissionDenied):
        read(person, programme, make_staff(role, programme))
    assert not AccessLog.objects.exists()


def test_neither_the_operator_nor_other_managers_nor_the_inactive_read(person, programme):
    elsewhere = make_staff(Role.MANAGER)
    gone = make_staff(Role.MANAGER, programme, is_active=False)

    for user in (make_operator(), elsewhere, gone):
        with pytest.raises(PermissionDenied):
            read(person, programme, user)


def test_a_manager_reads_only_whom_the_programme_knows(person, programme):
    other = make_programme()
    with pytest.raises(PermissionDenied):
        read(person, other, make_staff(Role.MANAGER, other))


def test_background_answers_are_for_statistics_and_not_for_looking_up(person, programme):
    manager = make_staff(Role.MANAGER, programme)

    with pytest.raises(PermissionDenied):
        read(person, programme, manager, purpose=Purpose.OUTREACH, reason=Reason.MATCHING)
    assert read(person, programme, manager, purpose=Purpose.OUTREACH) == BACKGROUND


def test_a_matching_run_reads_all_wishes_with_one_trace(
    person, programme, django_assert_num_queries
):
    second = make_subject()
    give_answers(second, Purpose.MATCHING, {Question.AFFILIATION_WISH: ["FDP"]})
    by = Actor.of(make_staff(Role.MANAGER, programme))
    stranger = make_subject()

    asked = {
        "subject_ids": [person.pk, second.pk, stranger.pk],
        "programme": programme,
        "occasion": uuid4(),
        "now": NOW,
    }
    with django_assert_num_queries(7):  # two of them open and close the transaction
        wishes = answers.read_for_matching(by=by, **asked)

    assert wishes == {person.pk: WISH, second.pk: {Question.AFFILIATION_WISH: ["FDP"]}}
    assert AccessLog.objects.get().count == 2

    assert answers.read_for_matching(by=by, **asked) == wishes
    assert AccessLog.objects.count() == 1
    colleague = Actor.of(make_staff(Role.MANAGER, programme))
    answers.read_for_matching(by=colleague, **asked)
    assert AccessLog.objects.count() == 2


def test_a_person_sees_her_own_answers_and_the_log_names_the_role(person):
    own = answers.own_answers(subject=person, purpose=Purpose.OUTREACH, by=APPLICANT, now=NOW)

    assert own == BACKGROUND
    row = AccessLog.objects.get()
    assert (row.actor_kind, row.actor_role, row.actor_user) == ("holder", "applicant", None)
