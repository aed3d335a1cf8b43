"""The office's page: dates of meetings, never what they were about, and only while it may."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.notifications.models import Mail
from programmes.partnerships.models import Answer, Meeting
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles import links
from programmes.profiles.models import Delegate
from programmes.profiles.services import delegates
from programmes.profiles.states import Part, Scope
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.profiles import make_co_mentor, make_delegate, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"
OK, FOUND, GONE, CONFLICT, REFUSED, MISSING = 200, 302, 410, 409, 422, 404


def url(name, delegate, *args):
    token = links.office_token(delegate)
    return reverse(f"partnerships:{name}", args=[token, *args])


@pytest.fixture
def tandem():
    """Everything that the office must not read says CANARY."""
    mentor = make_mentor(needs_from_us=CANARY, rather_not=CANARY, introduction=CANARY)
    mentee = make_mentee(
        mentor.cohort,
        **dict.fromkeys(("introduction", "always_ask", "rather_not", "needs_from_us"), CANARY),
    )
    mentee.topics.update(title_de=CANARY, title_en=CANARY)
    mentee.needs.update(title_de=CANARY, title_en=CANARY)
    partnership = make_partnership(
        state=PartnershipState.ACTIVE,
        mentor=mentor,
        mentee=mentee,
        co_mentor=make_co_mentor(mentor.cohort, introduction=CANARY),
        rationale=CANARY,
    )
    partnership.answers.update(reason=CANARY)
    make_meeting(partnership, note=CANARY)
    return partnership


@pytest.fixture
def office(tandem):
    return make_delegate(tandem.mentor)


def meeting_form(**changes):
    today = timezone.localdate(clock.now())
    return {
        "held_on": today.isoformat(),
        "kind": "video",
        "minutes": "45",
        "took_part": ["mentee", "mentor"],
        "form_id": str(uuid4()),
        **changes,
    }


def test_the_office_sees_date_kind_length_and_who(client, tandem, office):
    page = client.get(url("office", office)).text
    for words in (str(tandem.mentee), "12.\u00a0März", "60\u00a0Minuten", tandem.mentor.given_name):
        assert words in page


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_page_of_the_office_has_a_word_of_what_was_said(client, tandem, office, language):
    client.cookies["django_language"] = language
    asked_for = make_mentee(tandem.cohort, introduction=CANARY, always_ask=CANARY)
    proposed = make_partnership(mentor=tandem.mentor, mentee=asked_for, rationale=CANARY)
    answer = proposed.answers.get(part=Part.MENTOR)
    own = make_meeting(tandem, logged_by=None, logged_by_delegate=office, note=CANARY)
    answers = [
        client.get(url("office", office)),
        client.get(url("office_log", office, tandem.pk)),
        client.post(url("office_log", office, tandem.pk), {}),
        client.post(url("office_log", office, tandem.pk), meeting_form(), follow=True),
        client.get(url("office_answer", office, answer.pk)),
        client.post(url("office_answer", office, answer.pk), {}),
        client.post(url("office_remove_meeting", office, tandem.pk, own.pk), follow=True),
        client.get(url("office_leave", office)),
    ]
    for response in answers:
        assert CANARY.encode() not in response.content
        assert tandem.mentee.user.email.encode() not in response.content


def test_notes_do_not_even_leave_the_database(
    client, tandem, office, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8) as asked:
        client.get(url("office", office))
    assert not any('"note"' in query["sql"] for query in asked.captured_queries)


def test_many_tandems_ask_no_more_of_the_database(
    client, tandem, office, django_assert_max_num_queries
):
    for _number in range(5):
        more = make_partnership(state="active", mentor=tandem.mentor)
        make_meeting(more)
    with django_assert_max_num_queries(8):
        client.get(url("office", office))


def test_the_office_logs_and_everybody_sees_who_did(client, tandem, office):
    response = client.post(url("office_log", office, tandem.pk), meeting_form(note=CANARY))
    assert response.status_code == FOUND
    meeting = Meeting.objects.get(logged_by_delegate=office)
    assert (meeting.minutes, meeting.note) == (45, "")

    client.force_login(tandem.mentee.user)
    page = client.get(reverse("partnerships:meetings", args=[tandem.pk])).text
    assert f"Büro von {tandem.mentor}" in page


def test_a_double_post_logs_one_meeting(client, tandem, office):
    form = meeting_form()
    for _twice in range(2):
        client.post(url("office_log", office, tandem.pk), form)
    assert Meeting.objects.filter(logged_by_delegate=office).count() == 1


def test_looking_changes_nothing(client, tandem, office):
    answer = make_partnership(mentor=tandem.mentor).answers.get(part=Part.MENTOR)
    for name, *args in (
        ("office",),
        ("office_log", tandem.pk),
        ("office_answer", answer.pk),
        ("office_leave",),
    ):
        for _number in range(5):
            client.get(url(name, office, *args))
            client.head(url(name, office, *args))
    assert Meeting.objects.count() == 1
    assert Delegate.objects.filter(revoked_at=None).count() == 1
    answer.refresh_from_db()
    assert answer.reply == ""


def test_a_page_that_was_open_sends_nothing_once_the_access_has_ended(client, tandem, office):
    answer = make_partnership(mentor=tandem.mentor).answers.get(part=Part.MENTOR)
    posts = [
        (url("office_log", office, tandem.pk), meeting_form()),
        (url("office_answer", office, answer.pk), {"reply": "yes"}),
        (url("office_leave", office), {}),
    ]
    delegates.revoke(office, by=Actor.of(tandem.mentor.user), now=clock.now())

    assert [client.post(address, data).status_code for address, data in posts] == [GONE] * 3
    assert client.get(url("office", office)).status_code == GONE
    assert Meeting.objects.count() == 1
    assert not Answer.objects.filter(pk=answer.pk, reply="yes").exists()
    assert Delegate.objects.filter(pk=office.pk).exists()


def test_a_grant_ends_by_itself(client, tandem):
    yesterday = timezone.localdate(clock.now()) - timedelta(days=1)
    over = make_delegate(tandem.mentor, expires_on=yesterday)
    assert client.get(url("office", over)).status_code == GONE


def test_a_link_to_an_older_version_opens_nothing(client, office):
    old = url("office", office)
    delegates.send_new_link(office, by=Actor.system(), now=clock.now())
    assert client.get(old).status_code == GONE


def test_without_the_right_there_is_nothing_to_log_or_answer(client, tandem):
    answer = make_partnership(mentor=tandem.mentor).answers.get(part=Part.MENTOR)
    reader = make_delegate(tandem.mentor, scopes=[Scope.CALENDAR])
    page = client.get(url("office", reader)).text
    for name, pk, data in (
        ("office_log", tandem.pk, meeting_form()),
        ("office_answer", answer.pk, {"reply": "yes"}),
    ):
        assert f"/{pk}/" not in page
        for response in (
            client.get(url(name, reader, pk)),
            client.post(url(name, reader, pk), data),
        ):
            assert response.status_code == MISSING


def test_other_mentors_tandems_are_not_there(client, tandem):
    stranger = make_delegate(make_mentor(tandem.cohort))
    own = make_meeting(tandem, logged_by=None, logged_by_delegate=stranger)
    answer = tandem.answers.get(part=Part.MENTOR)
    for address in (
        url("office_log", stranger, tandem.pk),
        url("office_answer", stranger, answer.pk),
        url("office_remove_meeting", stranger, tandem.pk, own.pk),
    ):
        assert client.post(address, meeting_form()).status_code == MISSING
    assert str(tandem.mentee) not in client.get(url("office", stranger)).text


def test_the_mentees_answer_is_not_the_offices(client, tandem, office):
    answer = make_partnership(mentor=tandem.mentor).answers.get(part=Part.MENTEE)
    response = client.post(url("office_answer", office, answer.pk), {"reply": "yes"})
    assert response.status_code == MISSING


@pytest.mark.parametrize("reply", Reply.values)
def test_an_answer_on_behalf_says_who_gave_it(client, tandem, office, reply):
    answer = make_partnership(mentor=tandem.mentor).answers.get(part=Part.MENTOR)
    page = client.get(url("office", office)).text
    assert url("office_answer", office, answer.pk).split("/answer/")[1] in page

    response = client.post(url("office_answer", office, answer.pk), {"reply": reply})
    answer.refresh_from_db()
    assert response.status_code == FOUND
    assert (answer.reply, answer.delegate) == (reply, office)


def test_before_it_has_begun_the_mentee_is_a_given_name(client, tandem, office):
    proposed = make_partnership(mentor=tandem.mentor, mentee=make_mentee(tandem.cohort))
    page = client.get(url("office", office)).text
    assert proposed.mentee.family_name not in page


def test_a_proposal_that_is_over_is_a_conflict(client, tandem, office):
    answer = tandem.answers.get(part=Part.MENTOR)
    response = client.post(url("office_answer", office, answer.pk), {"reply": "no"})
    assert response.status_code == CONFLICT


def test_who_does_not_want_this_is_deleted_at_once(client, tandem, office):
    response = client.post(url("office_leave", office))
    assert response.status_code == OK
    assert not Delegate.objects.exists()
    assert client.get(url("office", office)).status_code == GONE


def test_known_and_unknown_addresses_get_the_same_page(client, office):
    address = reverse("partnerships:office_links")
    pages = [client.post(address, {"email": e}).text for e in (office.email, "no@example.org")]
    assert pages[0] == pages[1]
    assert Mail.objects.get().to == office.email


@pytest.mark.parametrize("data", [{"minutes": "0"}, {"held_on": "2999-01-01"}, {"took_part": []}])
def test_mistakes_are_told_and_nothing_is_lost(client, tandem, office, data):
    form = meeting_form(**{"minutes": "", "other_minutes": "37"} | data)
    response = client.post(url("office_log", office, tandem.pk), form)
    assert response.status_code == REFUSED
    assert form["form_id"] in response.text
    assert 'value="37"' in response.text or "minutes" in data
