"""Who may do what with programmes, cohorts and staff; nobody because somebody else may."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mentoring.accounts.states import Role
from programmes.cohorts import policies
from programmes.cohorts.models import RoleAssignment
from tests.factories.accounts import make_operator, make_staff, make_user
from tests.factories.cohorts import make_campaign, make_cohort, make_legal_page, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def manager(programme):
    return make_staff(Role.MANAGER, programme)


@pytest.fixture
def others(programme):
    """Everybody who has no say in the programme."""
    left = make_staff(Role.MANAGER, programme, is_active=False)
    no_staff = make_staff(Role.MANAGER, programme, is_staff=False)
    elsewhere, other = make_staff(Role.MANAGER), make_staff(Role.AUDITOR, programme)
    return [AnonymousUser(), make_user(), left, no_staff, elsewhere, other]


def test_a_role_is_one_of_a_programme(programme, manager):
    assert policies.has_role(manager, programme, Role.MANAGER)
    assert policies.has_role(manager, programme, Role.AUDITOR, Role.MANAGER)
    assert policies.has_role(manager, None, Role.MANAGER)
    assert not policies.has_role(manager, programme, Role.AUDITOR)
    assert not policies.has_role(manager, make_programme(), Role.MANAGER)


def test_the_operator_counts_as_manager_and_as_nothing_else(programme):
    operator = make_operator()
    assert policies.has_role(operator, programme, Role.MANAGER)
    assert not policies.has_role(operator, programme, Role.AUDITOR, Role.INTERVIEWER)


@pytest.mark.parametrize(
    ("policy", "make"),
    [
        (policies.can_manage_programme, lambda programme: programme),
        (policies.can_manage_cohort, make_cohort),
        (policies.can_manage_legal_page, make_legal_page),
        (policies.can_manage_campaign, make_campaign),
    ],
)
def test_what_belongs_to_a_programme_is_its_managers(programme, manager, others, policy, make):
    thing = make(programme)
    assert policy(manager, thing)
    assert policy(manager, None)
    assert policy(make_operator(), thing)
    assert not any(policy(user, thing) for user in others)
    assert not policy(make_user(), None)


def test_who_runs_the_installation_is_no_manager(manager):
    assert policies.is_operator(make_operator())
    assert not any(map(policies.is_operator, (manager, make_user(is_superuser=True))))
    assert not policies.is_operator(AnonymousUser())


class TestStaff:
    @pytest.mark.parametrize("role", [Role.MANAGER, Role.INTERVIEWER])
    def test_a_manager_reaches_colleagues(self, programme, manager, role):
        assert policies.can_manage_staff(manager, make_staff(role, programme))
        assert policies.can_manage_staff(manager, None)

    def test_who_watches_over_the_programme_is_out_of_reach(self, programme, manager):
        assert not policies.can_manage_staff(manager, make_staff(Role.AUDITOR, programme))

    def test_who_has_no_role_is_nobodys_colleague(self, manager):
        assert not policies.can_manage_staff(manager, make_staff(role=None))

    def test_who_also_works_elsewhere_is_out_of_reach(self, programme, manager):
        both = make_staff(Role.MANAGER, programme)
        RoleAssignment.objects.create(user=both, programme=make_programme(), role=Role.INTERVIEWER)
        assert not policies.can_manage_staff(manager, both)

    def test_nor_the_operator_nor_who_is_no_staff(self, programme, manager):
        operator = make_staff(Role.INTERVIEWER, programme, is_superuser=True)
        visitor = make_staff(Role.INTERVIEWER, programme, is_staff=False)
        assert not policies.can_manage_staff(manager, operator)
        assert not policies.can_manage_staff(manager, visitor)

    def test_interviewers_reach_nobody(self, programme):
        interviewer = make_staff(Role.INTERVIEWER, programme)
        colleague = make_staff(Role.INTERVIEWER, programme)
        assert not policies.can_manage_staff(interviewer, colleague)
        assert not policies.can_manage_staff(interviewer, None)

    def test_the_operator_reaches_everybody(self, manager):
        operator = make_operator()
        assert policies.can_manage_staff(operator, manager)
        assert policies.can_manage_staff(operator, make_staff(role=None))

    def test_who_sees_whom(self, programme, manager):
        colleague, stranger = make_staff(Role.AUDITOR, programme), make_staff()
        assert set(policies.staff_visible_to(manager)) == {manager, colleague}
        assert stranger in policies.staff_visible_to(make_operator())
