"""Data of earlier versions: for whom notes are, and facts that only tasks held."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.worklist.models import Task
from programmes.profiles.models import SupportRequest, TypedWish
from tests.factories.applications import NOW
from tests.factories.profiles import make_enrolment, make_mentor
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db
facts = import_module("programmes.profiles.migrations.0008_facts_of_tasks")
own_words = import_module("programmes.profiles.migrations.0006_own_words")


def test_only_who_said_no_gets_the_own_words():
    enrolment = make_enrolment()

    def change(target):
        return lifecycle.record(
            enrolment, by=Actor.system(), now=NOW, note="Keine Zeit", target=target
        )

    said_no, declined = change("withdrawn"), change("declined")
    own_words.give(apps, None)
    said_no.refresh_from_db()
    declined.refresh_from_db()
    assert (said_no.note_for, declined.note_for) == ("person", "staff")


class TestFacts:
    @pytest.fixture
    def mentor(self):
        return make_mentor()

    def task(self, mentor, kind, key, details, *, day=0, **ending):
        now = NOW + timedelta(days=day)
        task = make_task(
            mentor.cohort.programme, kind=kind, key=key, details=details, about=mentor, now=now
        )
        Task.objects.filter(pk=task.pk).update(**ending)
        return task

    def test_typed_wishes_get_rows_and_tasks_point_at_them(self, mentor):
        open_ = self.task(mentor, "named_wish", "named_wish:preferred:1", "Ada")
        done = self.task(
            mentor, "named_wish", "named_wish:excluded:2", "Ben", state="done", outcome="recorded"
        )
        over = {"state": "dropped", "closing_note": "zurück", "state_since": NOW + timedelta(3)}
        gone = self.task(mentor, "named_wish", "named_wish:excluded:3", "Eva", **over)
        back = self.task(mentor, "named_wish", f"named_wish:back:{gone.pk}", "Eva")
        facts.keep(apps, None)

        rows = {wish.name: wish for wish in TypedWish.objects.all()}
        assert {name: (w.kind, w.typed_at, w.taken_back_at) for name, w in rows.items()} == {
            "Ada": ("preferred", NOW, None),
            "Ben": ("excluded", NOW, None),
            "Eva": ("excluded", NOW, NOW + timedelta(3)),
        }
        for task, name in ((open_, "Ada"), (done, "Ben"), (gone, "Eva"), (back, "Eva")):
            assert Task.objects.get(pk=task.pk).about == rows[name]
        assert Task.objects.get(pk=back.pk).kind == "wish_taken_back"

        facts.put_back(apps, None)
        assert {task.about for task in Task.objects.all()} == {mentor}
        assert {task.kind for task in Task.objects.all()} == {"named_wish"}

    def test_the_same_name_twice_is_one_wish(self, mentor):
        for number in range(2):
            self.task(mentor, "named_wish", f"named_wish:preferred:{number}", "Ada")
        facts.keep(apps, None)
        assert TypedWish.objects.get().name == "Ada"
        assert {task.about for task in Task.objects.all()} == {TypedWish.objects.get()}

    def test_the_last_request_stands_unless_it_was_taken_back(self, mentor):
        other = make_mentor(mentor.cohort)
        settled = {"state": "dropped", "outcome": "settled", "state_since": NOW + timedelta(2)}
        self.task(mentor, "needs_from_us", "needs:1", "Material", **settled)
        last = self.task(mentor, "needs_from_us", "needs:2", "Ein Training", day=2)
        self.task(other, "needs_from_us", "needs:3", "Geld", **settled)
        facts.keep(apps, None)

        asked = SupportRequest.objects.values_list("profile", "text", "asked_at", "ended_at")
        assert set(asked) == {
            (mentor.pk, "Material", NOW, NOW + timedelta(2)),
            (mentor.pk, "Ein Training", NOW + timedelta(2), None),
            (other.pk, "Geld", NOW, NOW + timedelta(2)),
        }
        assert Task.objects.get(pk=last.pk).about.text == "Ein Training"
        facts.put_back(apps, None)
        assert Task.objects.get(pk=last.pk).about == mentor

    def test_tasks_of_who_is_gone_stay_as_they_are(self, mentor):
        task = self.task(mentor, "named_wish", "named_wish:preferred:1", "Ada")
        mentor.delete()
        facts.keep(apps, None)
        assert not TypedWish.objects.exists()
        assert Task.objects.get().object_id == str(task.object_id)
