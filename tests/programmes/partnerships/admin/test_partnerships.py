"""The list of partnerships, and the page on which staff look after one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.notifications.models import Mail
from programmes.partnerships.models import Partnership
from programmes.partnerships.services import co_mentors, proposals
from programmes.partnerships.states import PartnershipState, Reply
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort, make_programme
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
S = PartnershipState
LATER = NOW + timedelta(days=2)
LIST = reverse("admin:partnerships_partnership_changelist")
NASTY = '<script>alert("x")</script>'


@pytest.fixture
def cohort(client):
    programme = make_programme()
    client.force_login(make_staff(programme=programme, language="en"))
    return make_cohort(programme)


def at(partnership, page="change"):
    return reverse(f"admin:partnerships_partnership_{page}", args=[partnership.pk])


def names(client, **asked):
    rows = client.get(LIST, asked).context["cl"].result_list
    return {str(row) for row in rows}


def test_the_list_says_who_has_not_answered(client, cohort):
    partnership = make_partnership(cohort)
    partnership.answers.filter(part="mentee").update(reply=Reply.YES, answered_at=NOW)
    make_partnership()  # of another programme

    page = client.get(LIST).content.decode()

    assert page.count(f"{partnership.mentee} · {partnership.mentor}") == 1
    assert f">{partnership.mentor}<" in page.replace("\n", "").replace("  ", "")
    assert names(client) == {str(partnership)}


def test_what_waits_for_somebody_stands_on_top(client, cohort):
    active, asked = make_partnership(cohort, S.ACTIVE), make_partnership(cohort)
    type(active).objects.filter(pk=asked.pk).update(state_since=NOW)
    assert list(client.get(LIST).context["cl"].result_list) == [asked, active]


def test_filters_and_search(client, cohort):
    asked = make_partnership(cohort)
    active = make_partnership(cohort, S.ACTIVE, co_mentor=make_co_mentor(cohort))
    for question, found in (
        ({"state": "active"}, {active}),
        ({"cohort": cohort.pk}, {asked, active}),
        ({"waiting": "mentor"}, {asked}),
        ({"waiting": "fortnight"}, {asked}),
        ({"beside": "no"}, {asked}),
        ({"q": asked.mentee.family_name}, {asked}),
        ({"q": active.co_mentor.family_name}, {active}),
        ({"state": "forged"}, set()),
    ):
        assert names(client, **question) == {str(row) for row in found}, question


def test_thirty_rows_take_as_many_queries_as_one(client, cohort, django_assert_max_num_queries):
    make_partnership(cohort, co_mentor=make_co_mentor(cohort))
    client.get(LIST)
    with django_assert_max_num_queries(20) as one:
        client.get(LIST)
    for _each in range(29):
        make_partnership(cohort, co_mentor=make_co_mentor(cohort))
    with django_assert_max_num_queries(20) as thirty:
        client.get(LIST)
    assert len(thirty) == len(one)


def test_the_page_shows_answers_with_reasons_inert(client, cohort):
    mentee = make_mentee(cohort, given_name=NASTY, phone=NASTY[:40])
    partnership = make_partnership(cohort, S.DECLINED, mentee=mentee, rationale=NASTY)
    partnership.answers.filter(part="mentee").update(reply=Reply.NO, reason=NASTY)

    page = client.get(at(partnership)).content.decode()

    assert page.count("&lt;script&gt;alert") >= 3
    assert "<script>alert" not in page


def test_withdrawing_needs_a_reason(client, cohort):
    partnership = make_partnership(cohort)
    assert client.post(at(partnership, "withdraw"), {"reason": ""}).status_code == 422
    assert client.post(at(partnership, "withdraw"), {"reason": "Umzug"}).status_code == 302
    partnership.refresh_from_db()
    assert partnership.state == S.DECLINED
    assert client.post(at(partnership, "withdraw"), {"reason": "Umzug"}).status_code in {409, 422}
    assert "Umzug" in client.get(at(partnership)).content.decode()


def test_ending_is_for_what_has_begun(client, cohort):
    proposed, active = make_partnership(cohort), make_partnership(cohort, S.ACTIVE)
    for partnership in (proposed, active):
        client.post(at(partnership, "end"), {"reason": "Umzug"})
    assert Partnership.objects.get(pk=proposed.pk).state == S.PROPOSED
    assert Partnership.objects.get(pk=active.pk).state == S.ENDED


def test_a_co_mentor_is_chosen_among_those_who_can(client, cohort):
    partnership, third = make_partnership(cohort, S.ACTIVE), make_co_mentor(cohort)
    foreign = make_co_mentor()
    assert client.post(at(partnership, "co_mentor"), {"co_mentor": foreign.pk}).status_code == 422
    assert client.post(at(partnership, "co_mentor"), {"co_mentor": ""}).status_code == 422
    assert client.post(at(partnership, "co_mentor"), {"co_mentor": third.pk}).status_code == 302
    partnership.refresh_from_db()
    assert partnership.co_mentor == third
    assert Mail.objects.get().to == third.user.email


def test_one_is_reminded_once(client, cohort):
    partnership = make_partnership(cohort, mentor=make_mentor(cohort))
    partnership.answers.update(asked_at=clock.now())
    assert client.get(at(partnership)).content.decode().count("?answer=mentor") == 1
    question = client.get(at(partnership, "remind"), {"answer": "mentor"}).content.decode()
    assert 'name="answer" value="mentor"' in question
    assert not Mail.objects.exists()
    for _each in range(2):
        client.post(at(partnership, "remind"), {"answer": "mentor"})
    assert Mail.objects.get().to == partnership.mentor.user.email
    assert "?answer=mentor" not in client.get(at(partnership)).content.decode()
    assert client.post(at(partnership, "remind"), {"answer": "x"}).status_code == 404


def test_the_history_tells_events_and_reasons_apart(client, cohort):
    """Also where a reason reads like the name of an event."""
    by = Actor.system()
    partnership = make_partnership(cohort, S.ACTIVE)
    co_mentors.set_co_mentor(partnership, make_co_mentor(cohort), by=by, now=LATER)
    co_mentors.end(partnership, by=by, now=LATER + timedelta(days=1), reason="co_mentor")

    entries = client.get(at(partnership)).context["entries"]

    with translation.override("en"):
        told = [(str(each.title), each.note) for each in entries if not each.is_mail]
    assert told[:2] == [("Ended early", "co_mentor"), ("Another co-mentor", "")]


def tell(client, partnership, part, **said):
    return client.post(at(partnership, "phone"), {"part": part, **said})


@pytest.mark.parametrize("part", ["mentee", "mentor", "co_mentor"])
def test_an_answer_told_on_the_phone_says_who_entered_it(client, cohort, part):
    partnership = make_partnership(cohort, co_mentor=make_co_mentor(cohort))
    page = client.get(at(partnership)).content.decode()
    assert page.count("Am Telefon gegebene Antwort eintragen") == 3
    assert tell(client, partnership, part, reply="yes").status_code == 302
    answer = partnership.answers.get(part=part)
    assert (answer.reply, answer.by_phone) == (Reply.YES, True)
    page = client.get(at(partnership)).content.decode()
    # Beside the answer, and in what has happened.
    assert page.count(f"am Telefon gesagt, eingetragen von {answer.noted_by}") == 2
    assert page.count("Am Telefon gegebene Antwort eintragen") == 2


def test_a_no_told_on_the_phone_takes_its_reason_and_can_be_put_right(client, cohort):
    partnership = make_partnership(cohort)
    tell(client, partnership, "mentor", reply="no", reason="Im Wahlkampf")
    partnership.refresh_from_db()
    assert partnership.state == S.DECLINED
    page = client.get(at(partnership)).content.decode()
    assert "Im Wahlkampf" in page
    assert "Antwort berichtigen" in page
    tell(client, partnership, "mentor", reply="yes")
    partnership.refresh_from_db()
    assert (partnership.state, partnership.answers.get(part="mentor").reason) == (S.PROPOSED, "")


def test_a_yes_told_on_the_phone_may_begin_it(client, cohort):
    partnership = make_partnership(cohort)
    tell(client, partnership, "mentee", reply="yes")
    tell(client, partnership, "mentor", reply="yes")
    partnership.refresh_from_db()
    assert partnership.state == S.ACTIVE
    assert "Antwort berichtigen" not in client.get(at(partnership)).content.decode()
    assert tell(client, partnership, "mentor", reply="no").status_code == 409


def test_what_is_missing_is_said_in_the_form_of_the_person(client, cohort):
    partnership = make_partnership(cohort)
    refused = tell(client, partnership, "mentor", reason="Im Wahlkampf")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert page.count("Im Wahlkampf") == 1
    assert page.index(str(partnership.mentor.user.email)) < page.index("Im Wahlkampf")
    assert tell(client, partnership, "nobody", reply="yes").status_code == 404


def test_an_answer_by_oneself_takes_the_place_of_what_was_told(client, cohort):
    partnership = make_partnership(cohort)
    tell(client, partnership, "mentor", reply="yes")
    answer = partnership.answers.get(part="mentor")
    proposals.answer(answer, reply=Reply.NO, by=Actor.holder("mentor"), now=LATER)
    answer.refresh_from_db()
    assert (answer.reply, answer.by_phone, answer.noted_by) == (Reply.NO, False, None)
