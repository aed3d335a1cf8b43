"""A person gets everything we know, as JSON."""

import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from mentoring.accounts.states import Role
from mentoring.common import personal_data
from mentoring.common.actors import Actor
from mentoring.common.states import NoteFor
from mentoring.privacy.models import AccessLog, Erasure, Subject
from mentoring.privacy.services import erasure, export, holdings
from mentoring.privacy.states import Purpose, Reason
from tests.factories.accounts import make_staff
from tests.factories.privacy import APPLICANT, NOW

pytestmark = pytest.mark.django_db


def own_export(known):
    return export.export(known.subject, by=APPLICANT, now=NOW)


def test_every_declared_model_is_in_it(known):
    declared = {entry.model for entry in personal_data.personal()} - {Erasure}
    data = own_export(known)["data"]

    assert set(data) == {model._meta.label_lower for model in declared}
    counts = {
        h.entry.model._meta.label_lower: len(h.ids) for h in holdings.collect(known.subject.pk)
    }
    assert {model: len(rows) for model, rows in data.items()} == counts


def test_it_tells_what_the_person_gave_and_what_others_noted(known):
    need = known.application.cohort.supportneeds.create(title_de="Lernen")
    known.application.needs.set([need])
    data = own_export(known)["data"]

    [application] = data["applications.application"]
    assert application["email"] == known.application.email
    assert application["needs"] == ["Lernen"]
    assert [(row["target"], row["note"]) for row in application["history"]] == [("interview", "")]
    answers = {row["question"]: row["value"] for row in data["privacy.voluntaryanswer"]}
    assert answers["affiliation_wish"] == ["SPD", "Grüne"]
    assert "freiwillig" in data["privacy.consent"][0]["text.body"]
    assert data["accounts.user"][0].keys().isdisjoint({"password", "is_superuser"})


def test_of_notes_it_holds_those_that_are_for_the_person_too(known):
    known.application.transitions.update(note_for=NoteFor.PERSON)
    [application] = own_export(known)["data"]["applications.application"]
    assert application["history"][0]["note"] == "A note"


def test_it_is_plain_json(known):
    whole = own_export(known)

    assert json.loads(json.dumps(whole)) == whole
    assert whole["subject"] == str(known.subject.pk)


def test_it_tells_of_nobody_else(known, bystander):
    whole = json.dumps(own_export(known))

    assert str(bystander.pk) not in whole
    assert bystander.email not in whole


def test_it_is_a_read_of_the_answers_and_logged(known):
    AccessLog.objects.all()  # two reads are there from before
    own_export(known)

    new = AccessLog.objects.filter(subject=known.subject)[:2]
    assert {row.purpose for row in new} == {Purpose.OUTREACH, Purpose.MATCHING}
    assert {row.reason for row in new} == {Reason.OWN}


def test_a_manager_exports_on_request_and_nobody_else_does(known):
    manager = make_staff(Role.MANAGER, known.programme)
    by = Actor.of(manager)
    whole = export.export(known.subject, by=by, now=NOW, programme=known.programme)

    assert "privacy.voluntaryanswer" in whole["data"]
    newest = AccessLog.objects.first()
    assert (newest.actor_user, newest.reason) == (manager, Reason.REQUEST)
    for role in (Role.INTERVIEWER, Role.AUDITOR, Role.SAFEGUARDING):
        by = Actor.of(make_staff(role, known.programme))
        with pytest.raises(PermissionDenied):
            export.export(known.subject, by=by, now=NOW, programme=known.programme)


def test_after_an_erasure_only_what_proves_something_is_left(known):
    erasure.erase(known.subject, by=APPLICANT, now=NOW)

    kept = {"privacy.subject", "privacy.consent", "privacy.accesslog", "privacy.erasure"}
    assert set(own_export(known)["data"]) == kept


def test_the_operator_exports_by_number(known, capsys):
    call_command("export_person", str(known.subject.pk))

    assert json.loads(capsys.readouterr().out)["subject"] == str(known.subject.pk)
    assert AccessLog.objects.first().reason == Reason.REQUEST
    assert Subject.objects.filter(pk=known.subject.pk).exists()


def test_a_number_that_nobody_has_is_said():
    with pytest.raises(CommandError, match="Nobody has this number"):
        call_command("export_person", str(uuid.uuid4()))
