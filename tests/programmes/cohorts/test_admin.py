"""What managers may do with programmes, cohorts and colleagues, and where it ends."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from programmes.cohorts.models import Cohort, RoleAssignment
from tests.factories.accounts import make_operator, make_staff, make_user
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def manager(programme, client):
    person = make_staff(Role.MANAGER, programme, email="manager@example.org")
    client.force_login(person)
    return person


def table(prefix: str, rows: list[dict], saved: int = 0) -> dict[str, str]:
    """The fields of an inline with `rows`, the first `saved` of which exist."""
    form = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(saved)}
    for number, row in enumerate(rows):
        form |= {f"{prefix}-{number}-{name}": str(value) for name, value in row.items()}
    return form


def person_form(roles: list[dict] | None = None, saved: int = 0, **fields: str) -> dict[str, str]:
    person = {"email": "new@example.org", "name": "New Person", "language": "de"} | fields
    return person | table("roles", roles or [], saved)


def add_person(client, **kwargs):
    return client.post(reverse("admin:accounts_user_add"), person_form(**kwargs))


def change_person(client, person, **kwargs):
    return client.post(
        reverse("admin:accounts_user_change", args=[person.pk]), person_form(**kwargs)
    )


class TestCohorts:
    def test_lists_show_only_own_programmes(self, client, manager, programme):
        own, foreign = make_cohort(programme), make_cohort()
        page = client.get(reverse("admin:cohorts_cohort_changelist")).content.decode()
        assert own.name in page
        assert foreign.name not in page
        page = client.get(reverse("admin:cohorts_programme_changelist")).content.decode()
        assert programme.name in page
        assert foreign.programme.name not in page

    def test_foreign_ones_do_not_open(self, client, manager):
        foreign = make_cohort()
        page = reverse("admin:cohorts_cohort_change", args=[foreign.pk])
        assert client.get(page).status_code == 404
        client.post(page, {"name": "mine now"})
        foreign.refresh_from_db()
        assert foreign.name != "mine now"

    def test_a_manager_makes_a_cohort_with_its_lists(self, client, manager, programme):
        client.post(reverse("admin:cohorts_cohort_add"), cohort_form(programme))
        cohort = Cohort.objects.get(name="2027")
        assert [topic.title_de for topic in cohort.topics.all()] == ["Wahlkampf"]

    def test_nowhere_but_in_a_managed_programme(self, client, manager, programme):
        """Who interviews there sees the programme, and must not change it."""
        other = make_programme()
        RoleAssignment.objects.create(user=manager, programme=other, role=Role.INTERVIEWER)
        answer = client.post(reverse("admin:cohorts_cohort_add"), cohort_form(other))
        assert answer.status_code == 200
        assert not Cohort.objects.exists()

    def test_a_cohort_stays_in_its_programme(self, client, manager, programme):
        cohort = make_cohort(programme)
        second = make_programme()
        RoleAssignment.objects.create(user=manager, programme=second, role=Role.MANAGER)
        form = cohort_form(second) | table("topics", [])
        client.post(reverse("admin:cohorts_cohort_change", args=[cohort.pk]), form)
        cohort.refresh_from_db()
        assert (cohort.programme, cohort.name) == (programme, "2027")

    @pytest.mark.parametrize("chosen", [True, False])
    def test_a_topic_that_somebody_chose_stays(self, client, manager, programme, chosen):
        cohort = make_cohort(programme)
        topic = cohort.topics.get()
        if chosen:
            make_application(cohort)
        row = {"id": topic.pk, "title_de": topic.title_de, "position": 0, "DELETE": "on"}
        form = cohort_form(programme) | table("topics", [row], saved=1)
        client.post(reverse("admin:cohorts_cohort_change", args=[cohort.pk]), form)
        assert cohort.topics.exists() is chosen

    def test_interviewers_have_no_business_here(self, client, programme):
        client.force_login(make_staff(Role.INTERVIEWER, programme))
        assert client.get(reverse("admin:cohorts_cohort_changelist")).status_code == 403

    def test_nothing_is_deleted(self, client, manager, programme):
        cohort = make_cohort(programme)
        page = reverse("admin:cohorts_cohort_delete", args=[cohort.pk])
        assert client.post(page, {"post": "yes"}).status_code == 403

    @pytest.mark.parametrize(
        "query", ["places__gt=1", "programme__contact_email__startswith=h", "id__in=1"]
    )
    def test_the_address_asks_nothing_but_the_filters(self, client, manager, query):
        page = reverse("admin:cohorts_cohort_changelist")
        assert client.get(f"{page}?{query}").status_code == 400

    def test_the_filters_themselves_work(self, client, manager, programme):
        page = reverse("admin:cohorts_cohort_changelist")
        assert client.get(f"{page}?programme__id__exact={programme.pk}").status_code == 200

    def test_a_list_asks_as_often_for_thirty_as_for_one(
        self, client, manager, programme, django_assert_max_num_queries
    ):
        page = reverse("admin:cohorts_cohort_changelist")
        make_cohort(programme)
        client.get(page)
        with django_assert_max_num_queries(20) as first:
            client.get(page)
        for _ in range(29):
            make_cohort(programme)
        with django_assert_max_num_queries(len(first)):
            client.get(page)


class TestPeople:
    def test_a_manager_adds_a_colleague_with_a_role(self, client, manager, programme):
        roles = [{"programme": programme.pk, "role": Role.INTERVIEWER}]
        add_person(client, email="New@Example.org", roles=roles)
        person = User.objects.get(email="new@example.org")
        assert person.is_staff
        assert not person.is_superuser
        assert not person.has_usable_password()
        assert [role.role for role in person.roles.all()] == [Role.INTERVIEWER]

    def test_never_without_a_role(self, client, manager):
        assert add_person(client).status_code == 200
        assert not User.objects.filter(email="new@example.org").exists()

    @pytest.mark.parametrize("role", [Role.SAFEGUARDING, Role.AUDITOR])
    def test_not_with_a_role_that_watches_over_managers(self, client, manager, programme, role):
        add_person(client, roles=[{"programme": programme.pk, "role": role}])
        assert not RoleAssignment.objects.filter(role=role).exists()

    def test_not_in_a_foreign_programme(self, client, manager):
        foreign = make_programme()
        add_person(client, roles=[{"programme": foreign.pk, "role": Role.MANAGER}])
        assert not foreign.roles.exists()

    def test_not_with_rights_slipped_in(self, client, manager, programme):
        roles = [{"programme": programme.pk, "role": Role.INTERVIEWER}]
        add_person(client, roles=roles, is_superuser="on", groups="1", user_permissions="1")
        assert not User.objects.get(email="new@example.org").is_superuser

    def test_she_cannot_raise_herself(self, client, manager, programme):
        roles = [{"programme": programme.pk, "role": Role.SAFEGUARDING}]
        change_person(client, manager, roles=roles, is_superuser="on", is_staff="on")
        manager.refresh_from_db()
        assert not manager.is_superuser
        assert not manager.roles.filter(role=Role.SAFEGUARDING).exists()

    def test_she_cannot_move_a_colleague_to_a_mailbox_of_hers(self, client, manager, programme):
        colleague = make_staff(Role.INTERVIEWER, programme, email="colleague@example.org")
        change_person(client, colleague, email="manager+2@example.org", name="Renamed")
        colleague.refresh_from_db()
        assert (colleague.email, colleague.name) == ("colleague@example.org", "Renamed")

    def test_she_does_not_reach_who_also_works_elsewhere(self, client, manager, programme):
        colleague = make_staff(Role.INTERVIEWER, programme)
        RoleAssignment.objects.create(user=colleague, programme=make_programme(), role=Role.MANAGER)
        assert change_person(client, colleague, name="Renamed").status_code == 403

    @pytest.mark.parametrize("role", [Role.SAFEGUARDING, Role.AUDITOR])
    def test_she_does_not_reach_who_watches_over_her(self, client, manager, programme, role):
        officer = make_staff(role, programme)
        act(client, "deactivate", officer)
        officer.refresh_from_db()
        assert officer.is_active
        assert change_person(client, officer, name="Renamed").status_code == 403

    def test_she_does_not_reach_the_operator(self, client, manager, programme):
        operator = make_operator()
        RoleAssignment.objects.create(user=operator, programme=programme, role=Role.MANAGER)
        assert change_person(client, operator, name="Renamed").status_code == 403
        act(client, "deactivate", operator)
        operator.refresh_from_db()
        assert operator.is_active

    def test_she_does_not_see_mentees_or_foreign_staff(self, client, manager):
        make_user("mentee@example.org")
        make_staff(email="foreign@example.org")
        page = client.get(reverse("admin:accounts_user_changelist")).content.decode()
        assert "manager@example.org" in page
        assert "mentee@example.org" not in page
        assert "foreign@example.org" not in page

    def test_she_takes_away_no_role_she_could_not_give(self, client, manager, programme):
        """A forged row of the table names a role of another programme."""
        colleague = make_staff(Role.INTERVIEWER, programme)
        foreign = make_staff(Role.INTERVIEWER).roles.get()
        rows = [{"id": foreign.pk, "programme": programme.pk, "role": Role.MANAGER, "DELETE": "on"}]
        change_person(client, colleague, roles=rows, saved=1)
        assert RoleAssignment.objects.filter(pk=foreign.pk, role=Role.INTERVIEWER).exists()

    def test_deactivating_ends_sessions_for_good(self, client, manager, programme):
        colleague = make_staff(Role.INTERVIEWER, programme)
        theirs = type(client)()
        theirs.force_login(colleague)
        act(client, "deactivate", colleague)
        assert theirs.get(reverse("admin:index")).status_code == 302
        act(client, "reactivate", colleague)
        colleague.refresh_from_db()
        assert colleague.is_active
        assert theirs.get(reverse("admin:index")).status_code == 302

    def test_nobody_deactivates_herself(self, client, manager):
        act(client, "deactivate", manager)
        manager.refresh_from_db()
        assert manager.is_active

    def test_nobody_is_deleted(self, client, manager, programme):
        client.force_login(make_operator())
        page = reverse("admin:accounts_user_delete", args=[manager.pk])
        assert client.post(page, {"post": "yes"}).status_code == 403

    def test_only_the_operator_removes_a_second_factor(self, client, manager, programme):
        colleague = make_staff(Role.INTERVIEWER, programme)
        act(client, "remove_second_factor", colleague)
        assert colleague.authenticator_set.exists()
        client.force_login(make_operator())
        act(client, "remove_second_factor", colleague)
        assert not colleague.authenticator_set.exists()

    def test_the_operator_moves_an_account_and_the_old_mailbox_is_out(self, client, programme):
        colleague = make_staff(Role.INTERVIEWER, programme)
        theirs = type(client)()
        theirs.force_login(colleague)
        client.force_login(make_operator())
        change_person(client, colleague, email="moved@example.org", is_staff="on")
        colleague.refresh_from_db()
        assert colleague.email == "moved@example.org"
        assert theirs.get(reverse("admin:index")).status_code == 302

    def test_the_log_names_rows_and_no_persons(self, client, manager, programme):
        roles = [{"programme": programme.pk, "role": Role.INTERVIEWER}]
        add_person(client, name="Canary Bird", roles=roles)
        entries = [
            f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all()
        ]
        assert entries
        assert not [entry for entry in entries if "Canary" in entry or "new@" in entry]


def act(client, action: str, person: User) -> None:
    client.post(
        reverse("admin:accounts_user_changelist"),
        {"action": action, "_selected_action": str(person.pk), "sure": "on"},
    )


def cohort_form(programme, **changed: str | list[str]) -> dict[str, str | list[str]]:
    fields = {
        "programme": str(programme.pk),
        "name": "2027",
        "places": "20",
        "min_age": "16",
        "max_age": "35",
        "opens_at_0": "01.01.2027",
        "opens_at_1": "00:00",
        "closes_at_0": "01.03.2027",
        "closes_at_1": "00:00",
        "starts_on": "01.04.2027",
        "ends_on": "31.03.2028",
        "tone": "informal",
        "form_languages": ["de", "en"],
        "mentor_tone": "formal",
        "certificate_months": "36",
        "decision_days": "14",
        "drafts_kept_days": "30",
        "refused_kept_days": "183",
    }
    topics = [{"title_de": "Wahlkampf", "position": 0}]
    form = fields | table("topics", topics)
    for rows in ("supportneeds", "extraquestions", "frequent_questions", "guide"):
        form |= table(rows, [])
    return form | changed
