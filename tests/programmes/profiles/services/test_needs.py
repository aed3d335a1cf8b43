"""What people need from us becomes work."""

import pytest

from mentoring.common.actors import Actor
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from programmes.profiles.models import SupportRequest
from programmes.profiles.services import participation
from programmes.profiles.services.needs import ask_staff
from tests.factories.applications import NOW
from tests.factories.profiles import make_mentor

pytestmark = pytest.mark.django_db


def told():
    """What was asked, and whether there is something to do; both tell the same."""
    for request in SupportRequest.objects.all():
        task = Task.objects.about(request).get()
        assert task.details == request.text
    return [
        (request.text, Task.objects.about(request).get().is_open)
        for request in SupportRequest.objects.all()
    ]


def current():
    return [request.text for request in SupportRequest.objects.current()]


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
    assert current() == ["Ein Training"]
    settled = Task.objects.order_by("created_at").first()
    assert settled.transitions.get().data == {"reason": "asked_anew"}


def test_nothing_needed_closes_it_and_asked_again_it_opens(mentor):
    ask_staff(mentor, "Material", now=NOW)
    ask_staff(mentor, "", now=later(1))
    assert told() == [("Material", False)]
    assert current() == []
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


def test_who_comes_back_and_needs_the_same_asks_anew(mentor):
    ask_staff(mentor, "Material", now=NOW)
    participation.leave(mentor, by=Actor.system(), now=later(1), reason="Keine Zeit")
    tasks.settle_unneeded(later(1))
    participation.resume(mentor, by=Actor.system(), now=later(2))
    ask_staff(mentor, "Material", now=later(2))
    assert told() == [("Material", False), ("Material", True)]
