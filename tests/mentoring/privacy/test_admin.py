"""Auditors read the logs, nobody changes them, and answers have no page at all."""

import pytest
from django.contrib import admin
from django.urls import reverse

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.privacy.models import AccessLog, Consent, ConsentText, Erasure, VoluntaryAnswer
from mentoring.privacy.services import answers, erasure
from mentoring.privacy.states import Purpose
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_programme
from tests.factories.privacy import APPLICANT, NOW, give_answers, make_subject

pytestmark = pytest.mark.django_db
MODELS = [AccessLog, Consent, ConsentText, Erasure]


@pytest.fixture
def traces():
    subject = make_subject()
    give_answers(subject)
    answers.own_answers(subject=subject, purpose=Purpose.OUTREACH, by=APPLICANT, now=NOW)
    erasure.erase(subject, by=Actor.system(), now=NOW)


def page(model, name, *args):
    return reverse(f"admin:privacy_{model._meta.model_name}_{name}", args=args)


def test_answers_have_no_page():
    assert not admin.site.is_registered(VoluntaryAnswer)


@pytest.mark.parametrize("model", MODELS)
def test_auditors_read(traces, staff_client, model):
    client = staff_client(make_staff(Role.AUDITOR))

    assert client.get(page(model, "changelist")).status_code == 200
    assert client.get(page(model, "change", model.objects.first().pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_auditors_change_nothing(traces, staff_client, model):
    client = staff_client(make_staff(Role.AUDITOR))
    pk = model.objects.first().pk

    assert client.get(page(model, "add")).status_code == 403
    for name, args in (("add", ()), ("change", (pk,)), ("delete", (pk,))):
        assert client.post(page(model, name, *args), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    client.post(page(model, "changelist"), data)
    assert model.objects.filter(pk=pk).exists()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", [Role.MANAGER, Role.INTERVIEWER, Role.SAFEGUARDING, None])
def test_nobody_else_reads(traces, staff_client, model, role):
    client = staff_client(make_staff(role))

    assert client.get(page(model, "changelist")).status_code == 403


def test_the_operator_does_not_read(traces, staff_client):
    assert staff_client(make_operator()).get(page(AccessLog, "changelist")).status_code == 403


def test_an_auditor_sees_the_reads_of_the_own_programme(staff_client):
    mine, other = make_programme(), make_programme()
    for programme in (mine, other):
        AccessLog.objects.create(
            programme=programme,
            purpose=Purpose.MATCHING,
            reason="matching",
            actor_kind="system",
            at=NOW,
        )

    auditor = make_staff(Role.AUDITOR, mine)
    assert [row.programme for row in AccessLog.objects.visible_to(auditor)] == [mine]


def test_a_list_asks_as_often_for_thirty_rows_as_for_one(staff_client, count_queries):
    auditor = make_staff(Role.AUDITOR)
    client = staff_client(auditor)
    readers = [make_staff(None) for _number in range(30)]

    def add(users):
        for user in users:
            AccessLog.objects.create(
                purpose="matching", reason="request", actor_kind="user", actor_user=user, at=NOW
            )

    add(readers[:1])
    one = count_queries(client, page(AccessLog, "changelist"))
    add(readers[1:])
    assert count_queries(client, page(AccessLog, "changelist")) == one


def test_the_name_of_a_deleted_account_is_its_number(staff_client):
    reader = make_staff(None)
    AccessLog.objects.create(
        purpose="matching", reason="request", actor_kind="user", actor_user=reader, at=NOW
    )
    number = reader.pk
    reader.delete()

    client = staff_client(make_staff(Role.AUDITOR))
    for address in (
        page(AccessLog, "changelist"),
        page(AccessLog, "change", AccessLog.objects.get().pk),
    ):
        assert f"#{number}" in client.get(address).content.decode()
