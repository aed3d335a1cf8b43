"""Who sees an application and decides; interviewers see their own, as long as they are some."""

from datetime import timedelta

import pytest

from mentoring.accounts.states import Role
from programmes.admissions import policies
from programmes.admissions.models import SavedView
from programmes.cohorts.models import RoleAssignment
from tests.factories.accounts import make_operator, make_staff, make_user
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db


class Desk:
    """An application, its talk, and all who might want to see it."""

    def __init__(self):
        self.application = make_application(make_cohort())
        programme = self.application.cohort.programme
        self.person = make_interviewer(programme)
        self.talk = make_interview(self.application, self.person, NOW + timedelta(days=1))
        self.interviewer, self.manager = self.person.user, make_staff(Role.MANAGER, programme)
        self.colleague = make_interviewer(programme)
        self.auditor = make_staff(Role.AUDITOR, programme)
        self.elsewhere = make_staff(Role.MANAGER)

    def may(self, policy, *things):
        """Who of all may, by name."""
        # Anew from the database: roles are read once, as long as the object lives.
        people = {name: getattr(self, name) for name in ("interviewer", "manager", "auditor")}
        people |= {"colleague": self.colleague.user, "elsewhere": self.elsewhere}
        people |= {"operator": make_operator(), "visitor": make_user()}
        fresh = {name: type(user).objects.get(pk=user.pk) for name, user in people.items()}
        return {name for name, user in fresh.items() if policy(user, *things)}

    def end_role(self):
        RoleAssignment.objects.filter(user=self.interviewer).delete()


@pytest.fixture
def desk():
    return Desk()


def test_an_application_is_seen_by_managers_and_who_talks_with_the_person(desk):
    staff = {"interviewer", "manager", "operator"}
    assert desk.may(policies.can_see_application, desk.application) == staff
    assert desk.may(policies.can_see_application, None) == staff | {"colleague", "elsewhere"}


def test_who_is_no_interviewer_any_more_sees_nothing(desk):
    desk.end_role()
    for policy, thing in (
        (policies.can_see_application, desk.application),
        (policies.can_see_interview, desk.talk),
        (policies.can_settle_interview, desk.talk),
    ):
        assert desk.may(policy, thing) == {"manager", "operator"}
    assert desk.may(policies.can_hold_interview, desk.talk) == set()
    assert desk.may(policies.can_use_feed, desk.person) == set()


def test_managers_decide(desk):
    assert desk.may(policies.can_decide, desk.application) == {"manager", "operator"}
    assert desk.may(policies.can_correct_applicant, desk.application) == {"manager", "operator"}
    assert desk.may(policies.can_decide, None) == {"manager", "operator", "elsewhere"}


def test_an_interview_is_seen_and_settled_by_who_holds_it_or_a_manager(desk):
    for policy in (policies.can_see_interview, policies.can_settle_interview):
        assert desk.may(policy, desk.talk) == {"interviewer", "manager", "operator"}
        assert "visitor" not in desk.may(policy, None)


def test_only_the_interviewer_holds_it(desk):
    assert desk.may(policies.can_hold_interview, desk.talk) == {"interviewer"}
    assert desk.may(policies.can_hold_interview, None) == {"interviewer", "colleague"}


def test_hours_are_ones_own_or_set_by_a_manager(desk):
    assert desk.may(policies.can_set_hours, desk.person) == {"interviewer", "manager", "operator"}
    everybody = {"interviewer", "colleague", "manager", "operator", "elsewhere"}
    assert desk.may(policies.can_set_hours, None) == everybody
    desk.end_role()
    assert "interviewer" not in desk.may(policies.can_set_hours, desk.person)


def test_the_calendar_is_ones_own_only(desk):
    assert desk.may(policies.can_use_feed, desk.person) == {"interviewer"}
    assert desk.may(policies.can_use_feed, None) == {"interviewer", "colleague"}


def test_a_saved_view_is_its_owners(desk):
    view = SavedView.objects.create(owner=desk.manager, name="Offen", query="state=submitted")
    assert desk.may(policies.can_use_view, view) == {"manager"}
    assert desk.may(policies.can_use_view, None) == desk.may(policies.can_see_application, None)
    theirs = SavedView.objects.create(owner=desk.auditor, name="Offen", query="")
    assert desk.may(policies.can_use_view, theirs) == set()
