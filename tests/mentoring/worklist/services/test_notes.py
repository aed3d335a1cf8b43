"""Notes of staff: who writes and reads them, and that they go with the person they tell of."""

from datetime import timedelta

import pytest

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.privacy.services import erasure, export, retention
from mentoring.worklist.models import Note
from mentoring.worklist.services import notes
from tests.constraints import refused_by
from tests.errors import refused
from tests.factories.accounts import make_operator, make_staff
from tests.factories.applications import NOW, make_application
from tests.factories.partnerships import make_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application()


@pytest.fixture
def manager(application):
    return make_staff(Role.MANAGER, application.cohort.programme, name="Miriam Osei")


@pytest.fixture
def write(application, manager):
    def note(text="Ruft am besten abends an.", *, about=application, by=manager, **more):
        people = more.pop("subjects", [application.subject_id])
        programme = application.cohort.programme
        return notes.write(
            about, text, programme=programme, subjects=people, by=Actor.of(by), now=NOW
        )

    return note


@pytest.fixture
def of_tandem(application, write):
    tandem = make_partnership(cohort=application.cohort)
    people = [each.subject_id for each in tandem.people.values()]
    return tandem, write("Sehen sich selten.", about=tandem, subjects=people)


def test_a_note_knows_who_wrote_what_when_about_whom(application, manager, write):
    note = write("  Ruft abends an.\n")
    assert (note.text, note.author, note.written_at) == ("Ruft abends an.", manager, NOW)
    assert note.about == application
    assert list(Note.objects.about(application)) == [note]


def test_nothing_is_no_note(write):
    with refused("blank"):
        write(" \n ")


def test_managers_read_all_of_their_programme_and_others_only_their_own(application, write):
    interviewer = make_staff(Role.INTERVIEWER, application.cohort.programme)
    theirs, managers = write(by=interviewer), write()
    read = {
        make_staff(Role.MANAGER, application.cohort.programme): {theirs, managers},
        make_operator(): {theirs, managers},
        interviewer: {theirs},
        make_staff(Role.INTERVIEWER, application.cohort.programme): set(),
        make_staff(Role.AUDITOR, application.cohort.programme): set(),
        make_staff(Role.MANAGER): set(),
    }
    for person, seen in read.items():
        assert set(Note.objects.visible_to(person)) == seen


def test_only_who_wrote_it_takes_it_back(application, manager, write):
    note = write()
    with refused("not_own"):
        notes.remove(note, by=Actor.of(make_staff(Role.MANAGER, application.cohort.programme)))
    with refused("not_own"):
        notes.remove(note, by=Actor.system())
    notes.remove(note, by=Actor.of(manager))
    notes.remove(note, by=Actor.of(manager))
    assert not Note.objects.exists()


def test_what_is_noted_about_the_person_alone_is_in_their_copy(application, write, of_tandem):
    write()
    tandem, _note = of_tandem

    def told(subject):
        data = export.export(subject, by=Actor.system(), now=NOW)["data"]
        return [row["told"] for row in data["worklist.note"]]

    assert told(application.subject) == ["Ruft am besten abends an."]
    # The other half of a tandem is told of, too.
    assert told(tandem.mentee.subject) == [""]


def test_notes_go_with_the_person(application, write, of_tandem):
    tandem, _note = of_tandem
    write()
    erasure.erase(application.subject, by=Actor.system(), now=NOW)
    assert Note.objects.get().about == tandem
    erasure.erase(tandem.mentor.subject, by=Actor.system(), now=NOW)
    assert not Note.objects.exists()


def test_notes_go_with_what_they_are_about(application, write):
    write()
    application.delete()
    assert not Note.objects.exists()


def test_notes_go_in_time(write):
    write()
    retention.run(NOW + timedelta(days=3 * 365 - 1))
    assert Note.objects.exists()
    retention.run(NOW + timedelta(days=3 * 365))
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("guard", "changes"),
    [("note_says_something", {"text": ""}), ("note_of_somebody", {"subjects": []})],
)
def test_the_database_refuses(write, guard, changes):
    note = write()
    with refused_by(guard):
        Note.objects.filter(pk=note.pk).update(**changes)
