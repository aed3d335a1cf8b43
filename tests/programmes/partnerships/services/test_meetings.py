"""Logging a meeting: by whom, when, once; and taking it back."""

from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, models
from django.utils import timezone

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO
from mentoring.common.errors import ConflictError, DomainError
from programmes.partnerships.models import Meeting, Partnership
from programmes.partnerships.services import meetings
from programmes.partnerships.services.meetings import Held
from programmes.partnerships.states import MeetingKind, PartnershipState
from programmes.profiles.services import delegates
from programmes.profiles.states import Part, Scope
from tests.factories.applications import NOW
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.profiles import make_co_mentor, make_delegate, make_mentor
from tests.threads import Meeting as Together
from tests.threads import at_once

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)
DAY = timezone.localdate(LATER)
PAIR = (Part.MENTEE, Part.MENTOR)


def held(**changes):
    usual = {"held_on": DAY, "kind": MeetingKind.VIDEO, "minutes": 40, "took_part": PAIR}
    return Held(**usual | changes)


def active(**fields):
    return make_partnership(state=PartnershipState.ACTIVE, **fields)


def log(partnership, what=None, *, by=None, form_id=None, now=LATER):
    who = by or partnership.mentee
    return meetings.log(partnership, what or held(), form_id=form_id or uuid4(), by=who, now=now)


def test_a_meeting_says_what_was_and_who_says_so():
    partnership = active()
    meeting = log(partnership, held(note=" Der Stadtrat. "), by=partnership.mentor)

    assert meeting.note == "Der Stadtrat."
    assert meeting.took_part == ["mentee", "mentor"]
    assert (meeting.logged_by, meeting.logged_by_delegate) == (partnership.mentor, None)


def test_the_same_form_twice_is_one_meeting():
    partnership, form_id = active(), uuid4()
    first = log(partnership, form_id=form_id)
    assert log(partnership, held(minutes=90), form_id=form_id) == first
    assert Meeting.objects.get().minutes == 40


def test_the_same_form_after_taking_back_stays_taken_back():
    partnership, form_id = active(), uuid4()
    first = log(partnership, form_id=form_id)
    meetings.remove(first, by=partnership.mentee, now=LATER)
    log(partnership, form_id=form_id)
    assert not Meeting.objects.kept().exists()


@pytest.mark.parametrize("by_office", [True, False])
def test_back_and_a_second_press_log_once(by_office):
    """Going back brings a new form, filled in as before."""
    partnership = active()
    who = make_delegate(partnership.mentor) if by_office else partnership.mentor
    first = log(partnership, by=who)
    assert log(partnership, by=who, now=LATER + timedelta(minutes=9)) == first
    assert log(partnership, held(minutes=15), by=who) != first
    assert log(partnership, by=partnership.mentee) != first
    assert log(partnership, by=who, now=LATER + UNDO) != first


def test_what_was_taken_back_can_be_logged_anew():
    partnership = active()
    first = log(partnership)
    meetings.remove(first, by=partnership.mentee, now=LATER)
    assert log(partnership) != first


def test_forms_of_two_tandems_do_not_meet():
    form_id = uuid4()
    for _number in range(2):
        log(active(), form_id=form_id)
    assert Meeting.objects.count() == 2


@pytest.mark.parametrize("state", [PartnershipState.ACTIVE, PartnershipState.PAUSED])
def test_while_it_runs_meetings_are_logged(state):
    assert log(make_partnership(state=state))


@pytest.mark.parametrize(
    "state", sorted(set(PartnershipState) - {PartnershipState.ACTIVE, PartnershipState.PAUSED})
)
def test_before_and_after_none_is_logged(state):
    with pytest.raises(ConflictError):
        log(make_partnership(state=state))


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (held(held_on=DAY + timedelta(days=1)), "future"),
        (held(held_on=timezone.localdate(NOW) - timedelta(days=1)), "too_early"),
        (held(minutes=0), "minutes"),
        (held(minutes=721), "minutes"),
        (held(took_part=(Part.MENTEE,)), "alone"),
        (held(took_part=(Part.MENTEE, Part.MENTEE)), "alone"),
        (held(took_part=(Part.MENTOR, Part.CO_MENTOR)), "people"),
        (held(took_part=("mentee", "nobody")), "people"),
    ],
)
def test_what_cannot_be_is_refused(what, code):
    with pytest.raises(DomainError) as refusal:
        log(active(), what)
    assert refusal.value.code == code
    assert not Meeting.objects.exists()


def test_mentor_and_co_mentor_alone_are_no_meeting_of_the_tandem():
    partnership = make_partnership(state="active")
    partnership.co_mentor = make_co_mentor(partnership.cohort)
    partnership.save()
    with pytest.raises(DomainError) as refusal:
        log(partnership, held(took_part=(Part.MENTOR, Part.CO_MENTOR)))
    assert refusal.value.code == "alone"


def test_nothing_was_before_it_began():
    """Not on the day of the proposal, but on that of the second yes."""
    partnership = make_partnership()
    began = NOW + timedelta(days=10)
    lifecycle.move(partnership, PartnershipState.ACTIVE, by=Actor.system(), now=began)
    day = timezone.localdate(began)

    with pytest.raises(DomainError):
        log(partnership, held(held_on=day - timedelta(days=1)))
    assert log(partnership, held(held_on=day))


def test_a_pause_does_not_move_the_beginning():
    partnership = make_partnership()
    moves = [PartnershipState.ACTIVE, PartnershipState.PAUSED, PartnershipState.ACTIVE]
    for number, state in enumerate(moves):
        at = NOW + timedelta(days=5 * number)
        lifecycle.move(partnership, state, by=Actor.system(), now=at)
    assert meetings.first_day(partnership) == timezone.localdate(NOW)
    row = meetings.with_beginning(Partnership.objects.all()).get()
    assert row.began_at == NOW


def test_strangers_log_nothing():
    partnership = active()
    for stranger in (make_mentor(partnership.cohort), make_delegate(make_mentor())):
        with pytest.raises(DomainError) as refusal:
            log(partnership, by=stranger)
        assert refusal.value.code == "foreign"


def test_an_office_logs_days_and_never_a_note():
    partnership = active()
    delegate = make_delegate(partnership.mentor)
    meeting = log(partnership, held(note="Wir sprachen über …"), by=delegate)
    assert (meeting.note, meeting.logged_by, meeting.logged_by_delegate) == ("", None, delegate)


@pytest.mark.parametrize(
    "grant",
    [
        {"scopes": [Scope.CALENDAR]},
        {"expires_on": DAY - timedelta(days=1)},
        {"revoked_at": NOW},
    ],
)
def test_an_office_without_the_right_logs_nothing(grant):
    partnership = active()
    delegate = make_delegate(partnership.mentor, **grant)
    with pytest.raises(ConflictError):
        log(partnership, by=delegate)


def test_a_grant_holds_on_its_last_day():
    partnership = active()
    assert log(partnership, by=make_delegate(partnership.mentor, expires_on=DAY))


def test_revoking_holds_for_what_is_open_already():
    partnership = active()
    delegate = make_delegate(partnership.mentor)
    delegates.revoke(delegate, by=Actor.of(partnership.mentor.user), now=LATER)
    # The page was opened before: it still has the grant as it was.
    assert delegate.revoked_at is None
    with pytest.raises(ConflictError):
        log(partnership, by=delegate)


def test_only_who_logged_takes_back():
    partnership = active()
    delegate = make_delegate(partnership.mentor)
    meeting = log(partnership, by=partnership.mentor)
    for other in (partnership.mentee, delegate):
        with pytest.raises(DomainError):
            meetings.remove(meeting, by=other, now=LATER)
    for _twice in range(2):
        meetings.remove(meeting, by=partnership.mentor, now=LATER)
    assert not Meeting.objects.kept().exists()


def test_who_logged_for_the_office_takes_back_as_long_as_the_grant_holds():
    partnership = active()
    delegate = make_delegate(partnership.mentor)
    first, second = (log(partnership, held(minutes=number), by=delegate) for number in (30, 60))
    meetings.remove(first, by=delegate, now=LATER)
    delegates.revoke(delegate, by=Actor.system(), now=LATER)
    with pytest.raises(ConflictError):
        meetings.remove(second, by=delegate, now=LATER)
    assert Meeting.objects.kept().get() == second


def test_colleagues_of_one_office_do_not_take_back_each_others():
    partnership = active()
    one, other = make_delegate(partnership.mentor), make_delegate(partnership.mentor)
    meeting = make_meeting(partnership, logged_by=None, logged_by_delegate=one)
    with pytest.raises(DomainError):
        meetings.remove(meeting, by=other, now=LATER)


@pytest.mark.parametrize("length", [1, 720])
def test_the_shortest_and_the_longest(length):
    assert log(active(), held(minutes=length))


def test_the_first_day_is_the_programmes_not_utcs():
    """At 23:30 UTC it is the next day in Berlin."""
    late = NOW.replace(hour=23, minute=30)
    partnership = active(proposed_at=late)
    assert meetings.first_day(partnership) == date(2026, 3, 3)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    PRESSES = 6

    @pytest.fixture
    def press(self, monkeypatch):
        """All have looked for the meeting before one writes it, as far as the lock lets them."""
        looked = Together(self.PRESSES)
        monkeypatch.setattr(meetings, "_just_logged", looked.after(meetings._just_logged))
        partnership, form_id = active(), uuid4()
        one = partial(log, partnership, form_id=form_id)
        return lambda: at_once(*[one] * self.PRESSES, meetings=(looked,))

    @pytest.fixture
    def press_anew(self, monkeypatch):
        """The same, each on a form of its own."""
        looked = Together(self.PRESSES)
        monkeypatch.setattr(meetings, "_just_logged", looked.after(meetings._just_logged))
        one = partial(log, active())
        return lambda: at_once(*[one] * self.PRESSES, meetings=(looked,))

    def test_six_presses_are_one_meeting(self, press):
        assert len({meeting.pk for meeting in press()}) == 1

    def test_six_presses_on_forms_of_their_own_are_one_meeting(self, press_anew):
        assert len({meeting.pk for meeting in press_anew()}) == 1

    def test_control_without_the_lock_each_makes_its_own(self, press_anew, monkeypatch):
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_: rows.all())
        assert len({meeting.pk for meeting in press_anew()}) == self.PRESSES

    def test_control_without_the_lock_all_others_get_an_error(self, press, monkeypatch):
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_: rows.all())
        results = press()
        assert sum(isinstance(each, IntegrityError) for each in results) == self.PRESSES - 1
