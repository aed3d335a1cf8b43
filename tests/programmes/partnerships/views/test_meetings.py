"""The pages on which a tandem keeps its meetings."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.common import clock
from programmes.partnerships.models import Meeting
from programmes.partnerships.states import PartnershipState
from programmes.profiles.states import Part
from tests.factories.accounts import make_staff
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.profiles import make_co_mentor, make_mentee

pytestmark = pytest.mark.django_db
FOUND, FORBIDDEN, MISSING, CONFLICT, REFUSED = 302, 403, 404, 409, 422


@pytest.fixture
def tandem():
    return make_partnership(state=PartnershipState.ACTIVE)


def url(name, partnership, *args):
    return reverse(f"partnerships:{name}", args=[partnership.pk, *args])


def form(**changes):
    return {
        "held_on": timezone.localdate(clock.now()).isoformat(),
        "kind": "in_person",
        "minutes": "60",
        "took_part": ["mentee", "mentor"],
        "note": "Stadtrat besucht.",
        "form_id": str(uuid4()),
        **changes,
    }


def test_what_is_usual_is_filled_in(client, tandem):
    """Sent as it comes, it logs an hour today, of the two: that is the half minute."""
    client.force_login(tandem.mentor.user)
    page = client.get(url("log", tandem))
    sent = {field.html_name: field.value() for field in page.context["form"]}
    client.post(url("log", tandem), {name: value for name, value in sent.items() if value})

    meeting = Meeting.objects.get()
    assert (meeting.minutes, meeting.took_part) == (60, ["mentee", "mentor"])
    assert meeting.held_on == timezone.localdate(clock.now())
    assert meeting.logged_by == tandem.mentor


def test_for_a_co_mentor_the_co_mentor_was_there(client):
    tandem = make_partnership(state="active")
    tandem.co_mentor = make_co_mentor(tandem.cohort)
    tandem.save()
    client.force_login(tandem.co_mentor.user)
    page = client.get(url("log", tandem))
    assert page.context["form"]["took_part"].value() == [Part.MENTEE, Part.CO_MENTOR]


def test_everybody_of_the_tandem_reads_the_note(client):
    people = make_partnership()
    tandem = make_partnership(state="active", co_mentor=make_co_mentor(people.cohort))
    make_meeting(tandem, note="Wir übten die Rede. <script>")
    for person in tandem.people.values():
        client.force_login(person.user)
        page = client.get(url("meetings", tandem)).text
        assert "Wir übten die Rede. &lt;script&gt;" in page
        assert f"von {tandem.mentor.given_name}" in page


def test_another_length_goes_before_the_usual_ones(client, tandem):
    client.force_login(tandem.mentee.user)
    client.post(url("log", tandem), form(other_minutes="75"))
    assert Meeting.objects.get().minutes == 75


def test_a_double_post_logs_one_meeting(client, tandem):
    client.force_login(tandem.mentee.user)
    data = form()
    for _twice in range(2):
        assert client.post(url("log", tandem), data).status_code == FOUND
    assert Meeting.objects.count() == 1


def test_only_ones_own_can_be_taken_back(client, tandem):
    own, others = make_meeting(tandem, logged_by=tandem.mentee), make_meeting(tandem)
    client.force_login(tandem.mentee.user)
    page = client.get(url("meetings", tandem)).text
    assert url("remove_meeting", tandem, own.pk) in page
    assert url("remove_meeting", tandem, others.pk) not in page

    for meeting in (own, others):
        client.post(url("remove_meeting", tandem, meeting.pk))
    assert Meeting.objects.kept().get() == others


def test_a_meeting_of_another_tandem_is_not_found(client, tandem):
    foreign = make_meeting(make_partnership(state="active"))
    client.force_login(tandem.mentee.user)
    assert client.post(url("remove_meeting", tandem, foreign.pk)).status_code == MISSING


def test_staff_and_strangers_stay_outside(client, tandem):
    make_meeting(tandem)
    manager = make_staff(programme=tandem.cohort.programme)
    stranger = make_mentee(tandem.cohort).user
    for user, status in ((manager, FORBIDDEN), (stranger, MISSING)):
        client.force_login(user)
        assert client.get(url("meetings", tandem)).status_code == status
        assert client.post(url("log", tandem), form()).status_code == status
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("state", [PartnershipState.PROPOSED, PartnershipState.DECLINED])
def test_before_it_has_begun_there_are_no_pages(client, state):
    tandem = make_partnership(state=state)
    client.force_login(tandem.mentee.user)
    assert client.get(url("meetings", tandem)).status_code == MISSING
    assert client.post(url("log", tandem), form()).status_code == MISSING


def test_a_co_mentor_who_has_not_answered_reads_nothing_yet(client):
    tandem = make_partnership(state="active", co_mentor=make_co_mentor())
    tandem.answers.filter(part=Part.CO_MENTOR).update(reply="", answered_at=None)
    client.force_login(tandem.co_mentor.user)
    assert client.get(url("meetings", tandem)).status_code == MISSING


@pytest.mark.parametrize("state", [PartnershipState.COMPLETED, PartnershipState.ENDED])
def test_what_is_over_can_be_read_and_not_added_to(client, state):
    tandem = make_partnership(state=state)
    make_meeting(tandem)
    client.force_login(tandem.mentee.user)
    page = client.get(url("meetings", tandem)).text
    assert "60\u00a0Minuten" in page
    assert url("log", tandem) not in page
    assert client.post(url("log", tandem), form()).status_code == CONFLICT


@pytest.mark.parametrize(
    "mistake",
    [
        {"held_on": "gestern"},
        {"held_on": (timezone.localdate(clock.now()) + timedelta(days=2)).isoformat()},
        {"kind": "telepathy"},
        {"minutes": "61"},
        {"other_minutes": "9999"},
        {"took_part": ["mentee"]},
        {"took_part": ["mentee", "co_mentor"]},
        {"note": "x" * 1001},
        {"form_id": "1"},
    ],
    ids=lambda mistake: next(iter(mistake)),
)
def test_mistakes_are_told_and_nothing_is_lost(client, tandem, mistake):
    client.force_login(tandem.mentee.user)
    response = client.post(url("log", tandem), form(**mistake))
    assert response.status_code == REFUSED
    assert "error-summary" in response.text
    assert "note" in mistake or "Stadtrat besucht." in response.text
    assert not Meeting.objects.exists()


def test_nobody_logs_in_the_name_of_another(client, tandem):
    client.force_login(tandem.mentee.user)
    slipped = {"logged_by": str(tandem.mentor.pk), "by": "mentor", "removed_at": "2026-01-01"}
    client.post(url("log", tandem), form(**slipped))
    assert Meeting.objects.kept().get().logged_by == tandem.mentee


def test_a_list_of_thirty_asks_as_much_as_one_of_one(client, tandem, django_assert_max_num_queries):
    client.force_login(tandem.mentee.user)
    for _number in range(30):
        make_meeting(tandem)
    with django_assert_max_num_queries(8):
        client.get(url("meetings", tandem))
