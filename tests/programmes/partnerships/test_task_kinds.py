"""When tasks about proposals take care of themselves, and what their outcomes lead to."""

from datetime import timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from mentoring.worklist import kinds
from mentoring.worklist.kinds import GONE, KEEP, Close
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from programmes.partnerships.models import Answer
from programmes.partnerships.services.proposals import CO_MENTOR_MISSING, SILENT
from programmes.partnerships.states import PartnershipState as S
from programmes.partnerships.states import Reply
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db


def trio(state=S.PROPOSED):
    cohort = make_cohort()
    return make_partnership(cohort, state, co_mentor=make_co_mentor(cohort))


def verdict(kind, about):
    return kinds.get(kind).verdict(Task(about=about), NOW)


@pytest.mark.parametrize(
    ("state", "part", "reply", "expected"),
    [
        (S.PROPOSED, "mentor", "", KEEP),
        (S.PROPOSED, "co_mentor", "", KEEP),
        (S.ACTIVE, "co_mentor", "", KEEP),
        (S.PROPOSED, "mentor", Reply.YES, Close("answered")),
        (S.ACTIVE, "mentee", Reply.YES, Close("answered")),
        (S.DECLINED, "mentor", "", Close("over")),
        (S.ENDED, "co_mentor", "", Close("over")),
    ],
)
def test_silence_lasts_until_there_is_an_answer(
    state, part, reply, expected, django_assert_num_queries
):
    partnership = trio()
    partnership.state = state
    answer = Answer(partnership=partnership, part=part, reply=reply)
    task = Task(about=answer)
    with django_assert_num_queries(0):
        assert kinds.get(SILENT).verdict(task, NOW) == expected
    # The same rule as that of lists.
    type(partnership).objects.update(state=state)
    answered_at = NOW if reply else None
    Answer.objects.filter(part=part).update(reply=reply, answered_at=answered_at)
    assert Answer.objects.open().filter(part=part).exists() == (expected == KEEP)


def test_a_co_mentor_is_missing_until_there_is_one():
    partnership = make_partnership()
    assert verdict(CO_MENTOR_MISSING, partnership) == KEEP
    partnership.state = S.ENDED
    assert verdict(CO_MENTOR_MISSING, partnership) == Close("over")
    assert verdict(CO_MENTOR_MISSING, trio()) == Close("has_co_mentor")


def test_of_what_is_gone_nothing_is_to_be_done():
    other = make_staff()
    assert verdict(SILENT, other) == verdict(CO_MENTOR_MISSING, other) == GONE


@pytest.fixture
def by():
    return Actor.of(make_staff())


def silent(partnership, part="mentor"):
    about = partnership.answers.get(part=part)
    return make_task(partnership.cohort.programme, kind=SILENT, about=about)


def test_a_withdrawn_proposal_is_withdrawn(by):
    partnership = make_partnership()
    task = silent(partnership)
    with pytest.raises(DomainError) as refusal:
        tasks.close(task, outcome="withdrawn", by=by, now=NOW)
    assert refusal.value.code == "reason"
    assert Task.objects.get().is_open

    tasks.close(Task.objects.get(), outcome="withdrawn", note="Im Urlaub", by=by, now=NOW)

    partnership.refresh_from_db()
    assert partnership.state == S.DECLINED
    change = partnership.transitions.get()
    assert (change.note, change.note_for, change.actor_user) == ("Im Urlaub", "staff", by.user)
    over = Mail.objects.filter(kind="proposal_over")
    assert {mail.to for mail in over} <= {
        partnership.mentee.user.email,
        partnership.mentor.user.email,
    }
    assert "Urlaub" not in "".join(mail.text for mail in over)


def test_a_silent_co_mentor_is_asked_no_more_and_the_two_go_on(by):
    partnership = trio(S.ACTIVE)
    partnership.answers.filter(part="co_mentor").update(reply="", answered_at=None)
    tasks.close(silent(partnership, "co_mentor"), outcome="withdrawn", by=by, now=NOW)
    partnership.refresh_from_db()
    assert (partnership.state, partnership.co_mentor) == (S.ACTIVE, None)


def test_who_promised_an_answer_is_asked_as_before_and_the_task_comes_back_in_a_week(by):
    partnership = make_partnership()
    for _each in range(2):
        open_before = Task.objects.open().first() or silent(partnership)
        tasks.close(open_before, outcome="reached", by=by, now=NOW)
        task = Task.objects.open().get()
        assert task.about == partnership.answers.get(part="mentor")
        assert task.due_on == local_day(NOW) + timedelta(days=7)
        assert task.title == f"{partnership.mentor} hat den Vorschlag noch immer nicht beantwortet"
    partnership.refresh_from_db()
    assert partnership.state == S.PROPOSED


def test_of_who_has_answered_meanwhile_nothing_comes_back(by):
    partnership = make_partnership()
    task = silent(partnership)
    partnership.answers.update(reply=Reply.YES, answered_at=NOW)
    tasks.close(Task.objects.get(pk=task.pk), outcome="reached", by=by, now=NOW)
    assert not Task.objects.open().exists()


@pytest.mark.parametrize(
    ("outcome", "reply", "state", "reason"),
    [("said_yes", "yes", S.PROPOSED, ""), ("said_no", "no", S.DECLINED, "Keine Zeit")],
)
def test_what_was_told_on_the_phone_counts_and_says_who_entered_it(
    by, outcome, reply, state, reason
):
    partnership = make_partnership()
    tasks.close(silent(partnership), outcome=outcome, note="Keine Zeit", by=by, now=NOW)
    partnership.refresh_from_db()
    answer = partnership.answers.get(part="mentor")
    assert (answer.reply, answer.answered_at, answer.reason) == (reply, NOW, reason)
    assert (answer.by_phone, answer.noted_by) == (True, by.user)
    assert partnership.state == state
    assert not Task.objects.open().exists()


def test_what_is_withdrawn_already_stays_so(by):
    partnership = make_partnership()
    task = silent(partnership)
    type(partnership).objects.update(state=S.DECLINED)
    tasks.close(Task.objects.get(pk=task.pk), outcome="withdrawn", by=by, now=NOW)
    assert not partnership.transitions.exists()
