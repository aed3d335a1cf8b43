"""Wishes that name persons: for staff and the matching, and no way to learn who takes part."""

import re

import pytest
from django.urls import reverse

from mentoring.common.actors import Actor
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from mentoring.worklist.states import TaskState
from programmes.profiles.models import NamedWish, TypedWish
from programmes.profiles.services import match_preferences
from programmes.profiles.states import WishKind
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
FOUND, MISSING, REFUSED = 302, 404, 422
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|value="[0-9a-f-]{36}"')


@pytest.fixture
def cohort():
    return make_cohort(allows_names=True)


def url(profile):
    return reverse("profiles:wishes", args=[profile.pk])


def take_back(client, profile, key):
    """Asked on a page of its own, which is sent to where it stands."""
    return client.post(url(profile), query_params={"withdraw": key})


def wish(client, profile, person, kind="preferred", status=FOUND):
    client.force_login(profile.user)
    response = client.post(url(profile), {"person": person, "kind": kind})
    assert response.status_code == status, response.text
    return response


def page(client, profile):
    client.force_login(profile.user)
    return client.get(url(profile)).text


class TestMentees:
    def test_they_choose_from_what_is_public_of_mentors(self, client, cohort):
        mentee = make_mentee(cohort)
        mentor = make_mentor(cohort, function="MdL", phone="030 99", introduction="Privates")
        make_co_mentor(cohort, family_name="Verborgen")
        make_mentor(make_cohort(cohort.programme), family_name="Woanders")
        make_mentor(cohort, family_name="Gegangen", state="left")
        make_mentee(cohort, family_name="Mitstreiter")

        shown = page(client, mentee)
        assert f"{mentor}, MdL, SPD" in shown
        for private in ("030 99", "Privates", mentor.user.email, "Verborgen", "Woanders"):
            assert private not in shown
        assert "Gegangen" not in shown
        assert "Mitstreiter" not in shown

    def test_a_wish_is_kept_and_taken_back(self, client, cohort):
        mentee, mentor = make_mentee(cohort), make_mentor(cohort)
        wish(client, mentee, mentor.pk)
        found = NamedWish.objects.get()
        assert (found.profile, found.other, found.kind, found.rank) == (
            mentee,
            mentor,
            "preferred",
            1,
        )
        assert str(mentor) in page(client, mentee)
        take_back(client, mentee, str(found.pk))
        assert not NamedWish.objects.exists()

    def test_taking_back_is_asked_first(self, client, cohort):
        mentee, mentor = make_mentee(cohort), make_mentor(cohort)
        client.force_login(mentee.user)
        wish(client, mentee, mentor.pk)
        key = str(NamedWish.objects.get().pk)
        question = client.get(url(mentee), query_params={"withdraw": key})
        assert question.templates[0].name == "question.html"
        assert NamedWish.objects.exists()

    def test_one_who_is_named_again_changes_sides(self, client, cohort):
        mentee, mentor = make_mentee(cohort), make_mentor(cohort)
        for kind in ("preferred", "preferred", "excluded"):
            wish(client, mentee, mentor.pk, kind)
        assert NamedWish.objects.get().kind == WishKind.EXCLUDED

    def test_five_of_each_and_the_ranks_close_up(self, client, cohort):
        mentee = make_mentee(cohort)
        mentors = [make_mentor(cohort) for _number in range(6)]
        for mentor in mentors[:5]:
            wish(client, mentee, mentor.pk)
        wish(client, mentee, mentors[5].pk, status=REFUSED)
        wish(client, mentee, mentors[5].pk, "excluded")
        second = NamedWish.objects.get(rank=2, kind="preferred")
        take_back(client, mentee, str(second.pk))
        wish(client, mentee, mentors[5].pk)
        assert NamedWish.objects.get(other=mentors[5]).rank == 2

    def test_nobody_outside_the_list_can_be_named(self, client, cohort):
        mentee = make_mentee(cohort)
        others = [make_mentee(cohort), make_co_mentor(cohort), make_mentor(), mentee]
        for other in others:
            wish(client, mentee, other.pk, status=REFUSED)
        wish(client, mentee, "x' OR 1=1", status=REFUSED)

    def test_wishes_of_others_are_not_taken_back(self, client, cohort):
        other = make_mentee(cohort)
        match_preferences.add(
            other, make_mentor(cohort), kind="preferred", by=Actor.system(), now=NOW
        )
        mentee = make_mentee(cohort)
        client.force_login(mentee.user)
        for key in (str(NamedWish.objects.get().pk), "9" * 5000, "\0", "²"):
            assert take_back(client, mentee, key).status_code == FOUND
        assert NamedWish.objects.exists()


class TestTyping:
    def test_a_name_tells_nobody_whether_its_bearer_takes_part(self, client, cohort):
        """But for random numbers, the page reads the same for somebody and for nobody."""
        known = make_mentee(cohort, given_name="Samira", family_name="Kaya")
        pages = []
        for name in (str(known), "Samira Kayo"):
            mentor = make_mentor(cohort, given_name="Rita", family_name="Brandt")
            answer = wish(client, mentor, name)
            shown = client.get(answer.url).text.replace(name, "NAME")
            shown = re.sub(r"withdraw=[\w-]+", "", shown)
            pages.append(TOKEN.sub("", shown).replace(str(mentor.pk), ""))
        assert pages[0] == pages[1]
        assert NamedWish.objects.get().other == known

    def test_who_is_not_found_is_a_task_for_staff(self, client, cohort):
        mentor = make_mentor(cohort)
        wish(client, mentor, "  Wer   Anders ", "excluded")
        task = Task.objects.get()
        assert (task.state, task.details, task.subject_id) == (
            TaskState.OPEN,
            "Wer Anders",
            mentor.subject_id,
        )
        typed = TypedWish.objects.get()
        assert (typed.profile, typed.kind, typed.name) == (mentor, "excluded", "Wer Anders")
        assert task.about == typed
        assert not NamedWish.objects.exists()
        assert "Wer Anders" in page(client, mentor)
        # Whatever staff make of the task, the owner sees what they typed.
        tasks.drop(task, reason="Nobody of that name", by=Actor.system(), now=NOW)
        assert "Wer Anders" in page(client, mentor)

    def test_a_name_of_two_is_a_task_too(self, client, cohort):
        for _number in range(2):
            make_mentee(cohort, given_name="Ada", family_name="Doppelt")
        wish(client, make_mentor(cohort), "Ada Doppelt")
        assert Task.objects.get().state == TaskState.OPEN
        assert not NamedWish.objects.exists()

    @pytest.mark.parametrize("by", ["name", "email"])
    def test_who_is_found_is_kept_at_once(self, client, cohort, by):
        mentee = make_mentee(cohort)
        typed = str(mentee).upper() if by == "name" else mentee.user.email
        wish(client, make_mentor(cohort), typed)
        assert NamedWish.objects.get().other == mentee
        assert Task.objects.get().state == TaskState.DONE

    def test_people_of_other_cohorts_and_ones_own_part_are_nobody(self, client, cohort):
        mentor = make_mentor(cohort)
        for other in (make_mentee(), make_mentor(cohort)):
            wish(client, mentor, str(other))
        assert not NamedWish.objects.exists()

    @pytest.mark.parametrize("known", [True, False])
    def test_taking_back_leaves_nothing(self, client, cohort, known):
        mentor = make_mentor(cohort)
        name = str(make_mentee(cohort)) if known else "Wer Anders"
        wish(client, mentor, name)
        take_back(client, mentor, str(TypedWish.objects.get().pk))
        assert TypedWish.objects.get().taken_back_at
        assert not NamedWish.objects.exists()
        task = Task.objects.get()
        assert task.state == TaskState.DROPPED
        assert task.transitions.last().data == {"reason": "taken_back"}
        assert name not in page(client, mentor)

    def test_what_staff_had_recorded_by_hand_they_take_back_by_hand(self, client, cohort):
        mentor = make_mentor(cohort)
        wish(client, mentor, "Die mit dem Hund")
        task = Task.objects.get()
        tasks.close(task, outcome=match_preferences.RECORDED, by=Actor.system(), now=NOW)
        assert "Die mit dem Hund" in page(client, mentor)
        typed = TypedWish.objects.get()
        take_back(client, mentor, str(typed.pk))
        todo = Task.objects.open().get()
        assert (todo.kind, todo.about, todo.details) == (
            match_preferences.TAKEN_BACK,
            typed,
            "Die mit dem Hund",
        )
        assert "Die mit dem Hund" not in page(client, mentor)

    def test_five_of_each_whoever_they_are(self, client, cohort):
        mentor = make_mentor(cohort)
        for number in range(5):
            wish(client, mentor, f"Name {number}")
        wish(client, mentor, "Name 0")
        wish(client, mentor, "Name 5", status=REFUSED)
        assert Task.objects.count() == TypedWish.objects.count() == 5
        wish(client, mentor, "Name 5", "excluded")
        take_back(client, mentor, str(TypedWish.objects.first().pk))
        wish(client, mentor, "Name 5")

    def test_mentors_get_no_list_of_people(self, client, cohort):
        mentee, co_mentor = make_mentee(cohort), make_co_mentor(cohort)
        shown = page(client, make_mentor(cohort))
        assert mentee.family_name not in shown
        assert co_mentor.family_name not in shown


@pytest.mark.parametrize("make", [make_mentee, make_mentor, make_co_mentor])
def test_where_the_cohort_does_not_ask_there_is_no_page(client, make):
    person = make(make_cohort())
    client.force_login(person.user)
    assert client.get(url(person)).status_code == MISSING
    assert client.post(url(person), {"person": "Ada", "kind": "preferred"}).status_code == MISSING
    assert not Task.objects.exists()
