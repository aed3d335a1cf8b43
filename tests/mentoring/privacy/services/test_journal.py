"""What was erased or withdrawn stays so when an older backup is restored."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from mentoring.common.actors import Actor
from mentoring.privacy.models import Consent, Erasure, Subject, VoluntaryAnswer
from mentoring.privacy.services import consents, erasure
from mentoring.privacy.states import Channel, ConsentKind, Purpose
from tests.factories.privacy import NOW, give_answers, give_consent, make_subject, withdraw_consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return tmp_path / "erasures"


def restore_to_before():
    """As if the backup were older than every erasure and withdrawal."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM privacy_consent WHERE kind = 'withdrawn'")
        cursor.execute("DELETE FROM privacy_erasure")
        cursor.execute("UPDATE privacy_subject SET erased_at = NULL")
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def restored(file):
    """One erased, one withdrawn, one untouched; then a restore brings all back."""
    people = [make_subject() for _each in range(3)]
    for subject in people:
        give_answers(subject)
    erasure.erase(people[0], by=Actor.system(), now=NOW)
    withdraw_consent(people[1])
    call_command("export_erasures", str(file))
    restore_to_before()
    for subject in people[:2]:
        give_answers(subject)
    assert VoluntaryAnswer.objects.count() == 6
    return people


def test_a_replay_erases_and_withdraws_again_and_leaves_others(restored, file, capsys):
    call_command("replay_erasures", str(file))
    call_command("replay_erasures", str(file))

    assert capsys.readouterr().out.splitlines()[-2:] == ["2 repeated", "0 repeated"]
    assert set(VoluntaryAnswer.objects.values_list("subject", flat=True)) == {restored[2].pk}
    assert Subject.objects.get(pk=restored[0].pk).erased_at
    row = Consent.objects.get(kind=ConsentKind.WITHDRAWN)
    assert (row.subject, row.channel, row.at) == (restored[1], Channel.RESTORE, NOW)


def test_who_agreed_anew_since_is_left_in_peace(restored, file):
    consents.withdraw(
        subject=restored[1],
        purpose=Purpose.OUTREACH,
        channel=Channel.LINK,
        now=NOW,
        by=Actor.system(),
    )
    give_consent(restored[1], now=NOW + timedelta(days=1))
    call_command("replay_erasures", str(file))

    assert consents.holds(restored[1], Purpose.OUTREACH)


def test_an_export_after_the_restore_loses_nothing(restored, file):
    before = file.read_text()
    call_command("export_erasures", str(file))

    assert file.read_text() == before


def test_the_file_names_nobody_and_is_its_owners(restored, file):
    assert file.stat().st_mode & 0o077 == 0
    assert len(file.read_text().splitlines()) == 2
    assert "@" not in file.read_text()


def test_persons_whom_the_backup_does_not_know_are_passed_over(file, capsys):
    file.write_text(
        '{"at": "2026-03-01T00:00:00+00:00", "erased": "00000000-0000-4000-8000-000000000000"}\n'
    )
    call_command("replay_erasures", str(file))

    assert capsys.readouterr().out == "0 repeated\n"
    assert not Erasure.objects.exists()


def test_a_missing_file_is_said_so(file):
    with pytest.raises(CommandError, match="no file"):
        call_command("replay_erasures", str(file))
