"""Each state with each verb: what is possible, and how the rest is refused."""

from datetime import timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from programmes.admissions.admin.decision_options import OPTIONS, options_for
from programmes.admissions.services import decisions, withdrawal
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from programmes.profiles.models import Profile
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer

A, I = ApplicationState, InterviewState  # noqa: E741
pytestmark = pytest.mark.django_db
WHY = {"now": NOW + timedelta(days=1), "reason": "Darum."}


def withdraw(application, *, by, now, reason):
    withdrawal.withdraw(application, by=by, now=now)


VERBS = {
    "accept": (decisions.accept, A.ACCEPTED),
    "waitlist": (decisions.put_on_waiting_list, A.WAITLISTED),
    "decline": (decisions.decline, A.DECLINED),
    "withdraw": (withdraw, A.WITHDRAWN),
}
POSSIBLE = {
    (A.SUBMITTED, "decline"),
    (A.SUBMITTED, "withdraw"),
    *((state, verb) for state in (A.INTERVIEW, A.WAITLISTED) for verb in ("accept", "decline")),
    (A.INTERVIEW, "waitlist"),
    (A.INTERVIEW, "withdraw"),
    (A.WAITLISTED, "withdraw"),
}


def applicant(state):
    """Somebody in `state` whose interview was held, so that only the table decides."""
    application = make_application(None, state)
    make_interview(application, make_interviewer(application.cohort.programme), NOW, I.HELD)
    return application


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", list(A))
def test_state_by_verb(state, verb):
    application = applicant(state)
    act, target = VERBS[verb]
    by = Actor.of(make_staff(name="Miriam Osei"))
    if (state, verb) in POSSIBLE:
        act(application, by=by, **WHY)
        row = Transition.objects.get()
        assert (row.source, row.target, row.actor_user) == (state, target, by.user)
        assert row.at == WHY["now"]
        assert row.note == (WHY["reason"] if verb != "withdraw" else "")
        return
    with pytest.raises(DomainError) as refusal:
        act(application, by=by, **WHY)
    assert refusal.value.message.endswith(".")
    application.refresh_from_db()
    assert application.state == state
    assert not any(model.objects.exists() for model in (Transition, Mail, Profile))


@pytest.mark.parametrize("state", list(A))
def test_buttons_say_what_services_do(state):
    application = applicant(state)
    offered = {option.slug for option in options_for(application, application.interviews.all())}
    assert offered == {option.slug for option in OPTIONS if (state, option.slug) in POSSIBLE}
