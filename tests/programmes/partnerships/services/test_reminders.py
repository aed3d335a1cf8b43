"""Silence: one reminder after a week, a task after two, and nothing for who has answered."""

from datetime import timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError
from mentoring.notifications.models import Mail
from mentoring.worklist import kinds
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from programmes.partnerships.models import Answer
from programmes.partnerships.services import proposals, reminders
from programmes.partnerships.services.proposals import CO_MENTOR_MISSING, SILENT
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles.states import Part
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture
def proposal():
    return make_partnership()


def reminded():
    return sorted(Mail.objects.filter(kind="proposal_reminder").values_list("to", flat=True))


def addresses(*people):
    return sorted(person.user.email for person in people)


def say(proposal, part, reply=Reply.YES, now=NOW + DAY):
    answer = proposal.answers.get(part=part)
    return proposals.answer(answer, reply=reply, by=Actor.holder(part), now=now)


def test_after_a_week_each_who_is_silent_is_reminded_once(proposal):
    assert reminders.remind(NOW + WEEK - timedelta(seconds=1)) == 0
    assert reminders.remind(NOW + WEEK) == 2
    assert reminded() == addresses(proposal.mentee, proposal.mentor)
    # Whatever the clock does.
    for moment in (NOW + WEEK, NOW + WEEK - 2 * DAY, NOW + WEEK + 3 * DAY, NOW + 13 * DAY):
        assert reminders.remind(moment) == 0
    assert len(reminded()) == 2


def test_who_has_answered_is_left_alone(proposal):
    say(proposal, "mentee")
    reminders.remind(NOW + WEEK)
    assert reminded() == addresses(proposal.mentor)


def test_a_sweep_that_rested_catches_up_with_the_present_step_only(proposal):
    assert reminders.remind(NOW + 3 * WEEK) == 0
    assert reminders.escalate(NOW + 3 * WEEK) == 2
    assert not reminded()


@pytest.mark.parametrize("state", [PartnershipState.DECLINED, PartnershipState.ENDED])
def test_what_is_over_needs_no_answer(state):
    partnership = make_partnership(state=state)
    partnership.answers.update(reply="", answered_at=None)
    assert reminders.remind(NOW + WEEK) + reminders.escalate(NOW + 2 * WEEK) == 0


def test_a_co_mentor_is_reminded_when_the_others_have_begun():
    cohort = make_cohort()
    partnership = make_partnership(
        cohort, PartnershipState.ACTIVE, co_mentor=make_co_mentor(cohort)
    )
    partnership.answers.filter(part=Part.CO_MENTOR).update(reply="", answered_at=None)
    assert reminders.remind(NOW + WEEK) == 1
    assert reminded() == addresses(partnership.co_mentor)


def test_after_two_weeks_staff_have_a_task_for_each_and_it_settles_itself(proposal):
    assert reminders.escalate(NOW + 2 * WEEK - timedelta(seconds=1)) == 0
    assert reminders.escalate(NOW + 2 * WEEK) == 2
    assert reminders.escalate(NOW + 2 * WEEK + DAY) == 0
    task = Task.objects.get(subject_id=proposal.mentor.subject_id)
    assert str(proposal.mentor) in task.title
    assert str(proposal.mentee) not in task.title
    assert str(proposal.pk) in kinds.get(SILENT).url(task)

    say(proposal, "mentor", now=NOW + 2 * WEEK)

    task.refresh_from_db()
    assert not task.is_open
    assert Task.objects.open().get().subject_id == proposal.mentee.subject_id


@pytest.mark.parametrize("how", ["drop", "reached"])
def test_a_silent_proposal_does_not_drop_out_of_sight(proposal, how):
    say(proposal, "mentee")
    by, late = Actor.of(make_staff()), NOW + 2 * WEEK
    reminders.escalate(late)
    for _each in range(3):
        task = Task.objects.open().get()
        if how == "drop":
            tasks.drop(task, reason="Im Urlaub", by=by, now=late)
        else:
            tasks.close(task, outcome="reached", by=by, now=late)
        assert reminders.escalate(late + WEEK - timedelta(seconds=1)) == 0
        late += WEEK
        assert reminders.escalate(late) == (how == "drop")
        assert Task.objects.open().count() == 1
    say(proposal, "mentor", now=late)
    assert not Task.objects.open().exists()
    assert reminders.escalate(late + 4 * WEEK) == 0


def test_who_is_asked_anew_begins_anew(proposal):
    say(proposal, "mentee")
    reminders.escalate(NOW + 2 * WEEK)
    Task.objects.all().delete()
    proposal.answers.filter(part="mentor").update(asked_at=NOW + 2 * WEEK)
    assert reminders.escalate(NOW + 3 * WEEK) == 0
    assert reminders.escalate(NOW + 4 * WEEK) == 1
    assert "seit zwei Wochen" in Task.objects.get().title


def test_a_no_settles_all_tasks_of_the_proposal(proposal):
    reminders.escalate(NOW + 2 * WEEK)
    say(proposal, "mentor", Reply.NO, now=NOW + 2 * WEEK)
    assert not Task.objects.open().exists()


def test_staff_can_remind_early_and_that_is_the_one(proposal):
    answer = Answer.objects.with_people().get(partnership=proposal, part="mentor")
    reminders.remind_now(answer, now=NOW + DAY)
    with pytest.raises(ConflictError):
        reminders.remind_now(answer, now=NOW + 2 * DAY)
    assert reminders.remind(NOW + WEEK) == 1
    assert reminded() == addresses(proposal.mentee, proposal.mentor)


@pytest.mark.parametrize("case", ["answered", "not asked yet"])
def test_nobody_is_reminded_of_nothing(proposal, case):
    if case == "answered":
        say(proposal, "mentor")
    answer = Answer.objects.with_people().get(partnership=proposal, part="mentor")
    with pytest.raises(ConflictError):
        reminders.remind_now(answer, now=NOW + DAY if case == "answered" else NOW - DAY)
    assert not reminded()


def test_the_task_of_a_missing_co_mentor_leads_to_the_partnership():
    cohort = make_cohort()
    third = make_co_mentor(cohort)
    partnership = make_partnership(cohort, co_mentor=third)
    say(partnership, "co_mentor", Reply.NO)
    task = Task.objects.get(kind=CO_MENTOR_MISSING)
    assert str(partnership.pk) in kinds.get(CO_MENTOR_MISSING).url(task)
