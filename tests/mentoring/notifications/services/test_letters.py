"""Letters that staff write: to one, to many, and stopped before they go."""

import uuid
from datetime import timedelta

import pytest

from mentoring.common.clock import UNDO
from mentoring.common.errors import DomainError
from mentoring.notifications.letter_text import Words
from mentoring.notifications.models import Mail
from mentoring.notifications.services import letters
from mentoring.notifications.states import PRIORITY, Category, State
from tests.factories.applications import NOW, make_application
from tests.factories.letters import addressee_of

pytestmark = pytest.mark.django_db
WORDS = Words("Neues von {programme}", "Liebe:r {given_name},\n\nes geht los.")


@pytest.fixture
def people():
    first = make_application(given_name="Amina")
    second = make_application(first.cohort, given_name="Mo")
    return [addressee_of(first), addressee_of(second)]


def send(people, words=WORDS, batch=None):
    return letters.send(people, words, batch=batch or uuid.uuid4(), now=NOW)


def test_each_gets_the_letter_with_their_name_ten_minutes_later(people):
    send(people)
    mails = {mail.to: mail for mail in Mail.objects.filter(kind=letters.MANY)}
    assert mails.keys() == {each.to for each in people}
    for each in people:
        mail = mails[each.to]
        assert f"Liebe:r {each.given_name}," in mail.text
        assert mail.subject == f"Neues von {each.cohort.programme}"
        assert (mail.due_at, mail.about, mail.subject_id) == (
            NOW + UNDO,
            each.about,
            each.subject_id,
        )


def test_to_many_the_caps_hold_and_to_one_they_do_not(people):
    send(people)
    send(people[:1])
    priorities = dict(Mail.objects.values_list("kind", "priority"))
    assert priorities[letters.MANY] == PRIORITY[Category.UNASKED]
    assert priorities[letters.ONE] == PRIORITY[Category.SERVICE]


def test_a_double_tap_is_one_letter(people):
    batch = uuid.uuid4()
    assert len(send(people, batch=batch)) == 2
    assert send(people, batch=batch) == []


def test_stopped_none_of_them_goes(people):
    batch, other = uuid.uuid4(), uuid.uuid4()
    send(people, batch=batch)
    send(people, batch=other)
    assert letters.stop(batch, now=NOW + timedelta(minutes=9)) == 2
    assert {mail.state for mail in letters.of_batch(batch)} == {State.CANCELLED}
    assert {mail.state for mail in letters.of_batch(other)} == {State.QUEUED}
    with pytest.raises(DomainError) as refusal:
        letters.stop(batch, now=NOW)
    assert refusal.value.code == "too_late"


def test_what_has_gone_is_not_stopped(people):
    batch = uuid.uuid4()
    send(people, batch=batch)
    Mail.objects.filter(to=people[0].to).update(state=State.SENT, settled_at=NOW)
    assert letters.stop(batch, now=NOW) == 1


@pytest.mark.parametrize(
    ("number", "words", "code"),
    [(0, WORDS, "people"), (1, Words("Hallo", "Hallo {vorname}"), "placeholders")],
)
def test_what_is_refused(people, number, words, code):
    with pytest.raises(DomainError) as refusal:
        send(people[:number], words)
    assert refusal.value.code == code
    assert not Mail.objects.filter(kind__in=(letters.ONE, letters.MANY)).exists()


def test_more_than_a_hundred_at_once_are_refused(people):
    with pytest.raises(DomainError) as refusal:
        send((people * letters.MOST)[: letters.MOST + 1])
    assert refusal.value.code == "people"
