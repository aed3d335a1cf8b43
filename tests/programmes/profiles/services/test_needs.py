"""What people need from us becomes work."""

import pytest

from mentoring.common.actors import Actor
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from programmes.profiles.services.needs import ask_staff
from tests.factories.applications import NOW
from tests.factories.profiles import make_mentor

pytestmark = pytest.mark.django_db


def told():
    return [(task.details, task.is_open) for task in Task.objects.order_by("created_at")]


@pytest.fixture
def mentor():
    return make_mentor()


def later(number):
    return NOW.replace(day=NOW.day + number)


def test_the_same_words_are_one_task(mentor):
    ask_staff(mentor, "Material", now=NOW)
    ask_staff(mentor, " Material ", now=later(1))
    assert told() == [("Material", True)]


def test_other_words_replace_the_task(mentor):
    ask_staff(mentor, "Material", now=NOW)
    ask_staff(mentor, "Ein Training", now=later(1))
    assert told() == [("Material", False), ("Ein Training", True)]


def test_nothing_needed_closes_it_and_asked_again_it_opens(mentor):
    ask_staff(mentor, "Material", now=NOW)
    ask_staff(mentor, "", now=later(1))
    assert told() == [("Material", False)]
    ask_staff(mentor, "Material", now=later(2))
    assert told() == [("Material", False), ("Material", True)]


def test_what_staff_have_answered_is_not_asked_again(mentor):
    ask_staff(mentor, "Material", now=NOW)
    tasks.close(Task.objects.get(), outcome="answered", by=Actor.system(), now=NOW)
    ask_staff(mentor, "Material", now=later(1))
    assert told() == [("Material", False)]


def test_who_has_left_needs_nothing(mentor):
    ask_staff(mentor, "Material", now=NOW)
    mentor.state = "left"
    mentor.save()
    tasks.settle_unneeded(later(1))
    assert told() == [("Material", False)]
