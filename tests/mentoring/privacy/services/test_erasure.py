"""After an erasure nothing in the database tells of the person."""

from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from matching.models import Step
from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from mentoring.privacy.models import AccessLog, Consent, Erasure, Subject, VoluntaryAnswer
from mentoring.privacy.services import erasure, holdings
from programmes.admissions.models import Interview
from programmes.applications.models import Application
from programmes.profiles.models import Profile
from tests.factories.applications import make_application
from tests.factories.mails import make_mail
from tests.factories.privacy import NOW, make_subject

pytestmark = pytest.mark.django_db
CANARY = "kanarienvogel"


def erase(subject):
    return erasure.erase(subject, by=Actor.system(), now=NOW)


def tables_that_tell(word):
    """Every table of the database with a row in which `word` appears, in whatever column."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS t WHERE t::text ILIKE %s',  # noqa: S608
                [f"%{word}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def sing(subject_id):
    """Write the canary into every free text of every declared row, and into the traces."""
    sung = set()
    for holding in holdings.collect(subject_id):
        if holding.entry.kept:
            continue
        for number, row in enumerate(holding.rows.all()):
            # An offered time, for one, has nothing in which it could sing.
            if texts := texts_of(row, f"{CANARY}{number}", machinery_of(holding.entry)):
                holding.rows.filter(pk=row.pk).update(**texts)
                sung.add(holding.entry.model._meta.db_table)
    LogEntry.objects.update(object_repr=CANARY, change_message=CANARY)
    Transition.objects.update(note=CANARY)
    EmailAddress.objects.filter(user__profiles__subject=subject_id).update(
        email=f"{CANARY}@example.org"
    )
    return sung


def machinery_of(entry):
    """What is not the person's: a step on a board, for one, is found by the numbers in it."""
    if entry.model is Profile:
        # The database keeps a mentee from having one.
        return {"affiliation"}
    return {name for name, _why in entry.without} if entry.model is Step else set()


def texts_of(row, word, machinery=frozenset()):
    return {
        field.name: f"{word}@example.org" if isinstance(field, models.EmailField) else word
        for field in row._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not field.choices
        and field.name not in machinery
        and (field.max_length or 99) >= len(word)
    } | {
        field.name: [word]
        for field in row._meta.concrete_fields
        if isinstance(field, models.JSONField) and field.name not in machinery
    }


def test_the_canary_is_gone_from_every_table(known):
    sung = sing(known.subject.pk)
    make_mail(to=f"{CANARY}0@example.org")
    assert len(sung) >= 7
    assert sung < set(tables_that_tell(CANARY))

    erase(known.subject)

    assert tables_that_tell(CANARY) == []


def test_nothing_declared_is_left_but_what_proves_something(known):
    email = known.application.email
    erase(known.subject)

    left = holdings.collect(known.subject.pk)
    assert {holding.entry.model for holding in left} == {Subject, Consent, AccessLog, Erasure}
    assert all(holding.entry.kept for holding in left)
    assert tables_that_tell(email) == []
    assert not User.objects.filter(email=email).exists()


def test_sessions_of_the_erased_account_end(known):
    assert Session.objects.exists()
    erase(known.subject)
    assert not Session.objects.exists()


def test_nobody_else_loses_anything(known, bystander):
    before = {
        holding.entry.model: holding.ids for holding in holdings.collect(bystander.subject_id)
    }
    erase(known.subject)

    after = {holding.entry.model: holding.ids for holding in holdings.collect(bystander.subject_id)}
    assert before == after


def test_the_erasure_is_on_record_and_can_be_repeated(known):
    first = erase(known.subject)
    second = erase(known.subject)

    known.subject.refresh_from_db()
    assert known.subject.erased_at == first.at
    assert list(Erasure.objects.all()) == [second, first]


def test_an_erasure_that_breaks_off_leaves_everything(known):
    with (
        mock.patch.object(Erasure.objects, "create", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
        transaction.atomic(),
    ):
        erase(known.subject)

    known.subject.refresh_from_db()
    assert known.subject.erased_at is None
    assert Application.objects.filter(pk=known.application.pk).exists()
    assert VoluntaryAnswer.objects.count() == 3
    assert LogEntry.objects.count() == 1
    assert Mail.objects.count() == 3


def test_a_colleague_keeps_the_account(known):
    known.user.is_staff = True
    known.user.save()
    erase(known.subject)

    assert User.objects.filter(pk=known.user.pk).exists()
    assert not known.subject.profiles.exists()


def test_forgetting_the_only_application_erases_the_person():
    application = make_application()
    erasure.forget(application, now=NOW)

    application.subject.refresh_from_db()
    assert application.subject.erased_at == NOW
    assert not Application.objects.exists()


def test_forgetting_one_of_two_applications_keeps_the_person(known):
    second = make_application(subject=known.subject)
    erasure.forget(known.application, now=NOW)

    known.subject.refresh_from_db()
    assert known.subject.erased_at is None
    assert list(Application.objects.all()) == [second]
    assert not Interview.objects.exists()
    assert not LogEntry.objects.exists()
    assert not Mail.objects.about(known.application).exists()
    assert VoluntaryAnswer.objects.exists()
    assert Profile.objects.exists()


def test_the_operator_erases_by_number(known, capsys):
    call_command("erase_person", str(known.subject.pk))

    known.subject.refresh_from_db()
    assert known.subject.erased_at
    assert "Amina" not in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("erase_person", "00000000-0000-4000-8000-000000000000")


def test_a_person_without_anything_can_be_erased():
    subject = make_subject()
    assert erase(subject).subject == subject
