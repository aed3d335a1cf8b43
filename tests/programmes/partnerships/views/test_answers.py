"""The page that a proposal's mail leads to: reading changes nothing, an answer is sent once."""

from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.urls import reverse

from mentoring.common.links import Purpose
from mentoring.notifications.models import Mail
from programmes.partnerships import links
from programmes.partnerships.models import Answer
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles.states import Part
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor, make_delegate, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
S = PartnershipState
NASTY = '<script>alert("x")</script> {{713*719}} javascript:x "><img src=x>'


@pytest.fixture
def proposal():
    cohort = make_cohort()
    return make_partnership(cohort, co_mentor=make_co_mentor(cohort))


def answer_of(partnership, part=Part.MENTOR):
    return partnership.answers.get(part=part)


def at(answer):
    return reverse("partnerships:answer", args=[links.token_of(answer)])


def page(client, answer, **how):
    return client.get(at(answer), **how).content.decode()


@pytest.mark.parametrize("part", Part.values)
def test_each_learns_of_the_others_and_why(client, proposal, part):
    shown = page(client, answer_of(proposal, part))
    others = [person for each, person in proposal.people.items() if each != part]
    assert all(person.given_name in shown for person in others)
    assert proposal.rationale in shown


def test_a_mentees_family_name_and_contact_data_are_not_shown_before_it_begins(client, proposal):
    mentee = proposal.mentee
    type(mentee).objects.filter(pk=mentee.pk).update(phone="0341 555", postcode="04109")
    for part in (Part.MENTOR, Part.CO_MENTOR):
        shown = page(client, answer_of(proposal, part))
        for private in (mentee.family_name, mentee.user.email, "0341 555", "04109", "2003"):
            assert private not in shown
    for part in Part.values:
        assert "@example.org" not in page(client, answer_of(proposal, part)).replace(
            proposal.cohort.programme.contact_email, ""
        )


def test_reading_changes_nothing_however_often(client, proposal):
    answer = answer_of(proposal)
    for _each in range(20):
        assert client.get(f"{at(answer)}?answer=no").status_code == 200
        client.head(f"{at(answer)}?answer=yes")
    proposal.refresh_from_db()
    assert proposal.state == S.PROPOSED
    assert not proposal.answers.exclude(reply="").exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("part", "reply", "heading"),
    [
        (Part.MENTOR, "yes", "Sie sagen Ja zu Amina"),
        (Part.MENTOR, "no", "Sie sagen Nein zu Amina"),
        (Part.MENTEE, "yes", "Du sagst Ja zu Renate Brandt"),
        (Part.MENTEE, "no", "Du sagst Nein zu Renate Brandt"),
        (Part.CO_MENTOR, "yes", "Sie sagen Ja zu Amina und Renate Brandt"),
    ],
)
def test_the_button_in_the_mail_leads_to_one_button_and_sends_nothing(client, part, reply, heading):
    cohort = make_cohort()
    partnership = make_partnership(
        cohort,
        mentee=make_mentee(cohort, given_name="Amina"),
        mentor=make_mentor(cohort, given_name="Renate", family_name="Brandt"),
        co_mentor=make_co_mentor(cohort),
    )
    answer = answer_of(partnership, part)
    shown = page(client, answer, query_params={"answer": reply})
    main = shown[shown.index("<main") :]
    assert main.index("</h1>") < main.index("<button") < main.index('id="about"')
    assert heading in " ".join(main[: main.index("</h1>")].split())
    assert [f'name="reply" value="{each}"' in main for each in Reply.values] == [
        reply == "yes",
        reply == "no",
    ]
    answer.refresh_from_db()
    assert answer.reply == ""


@pytest.mark.parametrize("asked", [{}, {"answer": "forged"}])
def test_who_comes_without_a_choice_is_asked_on_top(client, proposal, asked):
    shown = page(client, answer_of(proposal), query_params=asked)
    main = shown[shown.index("<main") :]
    assert main.index('href="?answer=yes"') < main.index('id="about"')
    assert main.index('href="?answer=no"') < main.index('id="about"')


def test_an_answer_is_sent_once_also_by_a_double_click(client, proposal):
    answer = answer_of(proposal)
    mailed = at(answer)
    for _each in range(2):
        sent = client.post(mailed, {"reply": "yes"})
        assert (sent.status_code, sent["Location"]) == (302, mailed)
    answer.refresh_from_db()
    assert answer.reply == Reply.YES
    assert "<form" in page(client, answer)


def test_a_no_takes_a_reason_and_thanks(client, proposal):
    answer = answer_of(proposal)
    client.post(at(answer), {"reply": "no", "reason": "Zu weit weg."})
    answer.refresh_from_db()
    assert (answer.reply, answer.reason) == (Reply.NO, "Zu weit weg.")
    proposal.refresh_from_db()
    assert proposal.state == S.DECLINED
    assert 'value="yes"' in page(client, answer)


def test_a_no_can_be_taken_back_from_its_page(client, proposal):
    answer = answer_of(proposal)
    client.post(at(answer), {"reply": "no"})
    client.post(at(answer), {"reply": "yes"})
    proposal.refresh_from_db()
    assert proposal.state == S.PROPOSED


@pytest.mark.parametrize("data", [{}, {"reply": "maybe"}, {"reply": "no", "reason": "x" * 1001}])
def test_what_is_missing_is_said_beside_the_field(client, proposal, data):
    sent = client.post(at(answer_of(proposal)), data)
    assert sent.status_code == 422
    shown = sent.content.decode()
    assert "error-summary" in shown or "Bitte wählen Sie Ja oder Nein" in shown
    # What was typed stays.
    assert ("x" * 1001 in shown) == ("reason" in data)
    assert not proposal.answers.exclude(reply="").exists()


def test_when_it_has_begun_the_page_says_how_to_reach_each_other(client):
    partnership = make_partnership(
        state=S.ACTIVE, mentor=make_mentor(make_cohort(), phone="030 123", rather_not="Anrufe")
    )
    shown = page(client, answer_of(partnership, Part.MENTEE))
    assert partnership.mentor.user.email in shown
    assert "030 123" in shown
    assert "Anrufe" in shown
    assert "<textarea" not in shown
    refused = client.post(at(answer_of(partnership, Part.MENTEE)), {"reply": "no"})
    assert refused.status_code == 409


def test_an_office_is_named_only_where_it_is_the_way(client):
    cohort = make_cohort()
    mentor = make_mentor(cohort, first_contact="office")
    office = make_delegate(mentor)
    partnership = make_partnership(cohort, S.ACTIVE, mentor=mentor)
    assert office.email in page(client, answer_of(partnership, Part.MENTEE))
    type(mentor).objects.filter(pk=mentor.pk).update(first_contact="phone")
    assert office.email not in page(client, answer_of(partnership, Part.MENTEE))


def test_that_it_is_over_reads_the_same_whoever_ended_it(client):
    shown = []
    cohort = make_cohort()
    for said_no in ("mentee", None):
        partnership = make_partnership(cohort, S.DECLINED)
        partnership.answers.update(reply="", answered_at=None)
        partnership.answers.filter(part=said_no or "").update(reply=Reply.NO, answered_at=NOW)
        answer = client.get(at(answer_of(partnership)))
        assert answer.status_code == 410
        shown.append(answer.content.decode().replace(answer.request["PATH_INFO"], ""))
    assert shown[0] == shown[1]
    late = client.post(at(answer_of(partnership)), {"reply": "yes"})
    assert late.status_code == 409


def altered(answer):
    return links.token_of(answer)[:-1] + ("a" if links.token_of(answer)[-1] != "a" else "b")


def other_purpose(answer):
    return Purpose("partnership.other", timedelta(days=9)).issue(answer.pk)


def other_person(answer):
    """The version of somebody else's link on one's own row."""
    _pk, version = links.ANSWER.read(links.token_of(answer_of(answer.partnership, Part.MENTEE)))
    return links.ANSWER.issue(answer.pk, version)


def old_address(answer):
    token = links.token_of(answer)
    type(answer.person.user).objects.filter(pk=answer.person.user_id).update(email="neu@x.example")
    return token


def gone(answer):
    token = links.token_of(answer)
    Answer.objects.filter(pk=answer.pk).delete()
    return token


@pytest.mark.parametrize("spoil", [altered, other_purpose, other_person, old_address, gone])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_bad_link_is_refused_kindly_and_changes_nothing(client, proposal, spoil, method):
    address = reverse("partnerships:answer", args=[spoil(answer_of(proposal))])
    refused = getattr(client, method)(address, {"reply": "yes"})
    assert refused.status_code == 410
    assert reverse("partnerships:links") in refused.content.decode()
    assert not proposal.answers.exclude(reply="").exists()


def test_a_link_ends_after_ninety_days(client, proposal):
    address = at(answer_of(proposal))
    with time_machine.travel(NOW + timedelta(days=3650)):
        assert client.get(address).status_code == 410


def test_a_lost_link_goes_to_the_known_address_only(client, proposal):
    known, lost = proposal.mentor.user.email, reverse("partnerships:links")
    first = client.post(lost, {"email": "niemand@example.org"})
    assert not Mail.objects.exists()
    second = client.post(lost, {"email": known.upper()})
    assert (first.status_code, first.content) == (second.status_code, second.content)
    client.post(lost, {"email": known})
    mail = Mail.objects.get()
    assert (mail.kind, mail.to) == ("proposal_link", known)
    assert client.post(lost, {"email": "x"}).status_code == 422


def test_what_people_write_is_inert(client):
    cohort = make_cohort()
    mentee = make_mentee(
        cohort, given_name=NASTY[:40], introduction=NASTY, always_ask=NASTY, phone=NASTY[:30]
    )
    partnership = make_partnership(cohort, mentee=mentee, rationale=NASTY)
    for state in (S.PROPOSED, S.ACTIVE):
        type(partnership).objects.filter(pk=partnership.pk).update(state=state)
        if state == S.ACTIVE:
            partnership.answers.update(reply=Reply.YES, answered_at=NOW)
        shown = page(client, answer_of(partnership))
        assert "<script>alert" not in shown
        assert "<img" not in shown
        assert "512647" not in shown


def test_the_tone_follows_the_part(client, proposal):
    german = {"HTTP_ACCEPT_LANGUAGE": "de"}
    for part, language in ((Part.MENTEE, "de-informal"), (Part.MENTOR, "de")):
        answer = client.get(at(answer_of(proposal, part)), **german)
        assert language == answer.wsgi_request.LANGUAGE_CODE
        assert answer.headers["Cache-Control"] == "no-store, private"


def test_a_token_is_nothing_but_numbers(proposal):
    answer = answer_of(proposal)
    told = signing.loads(links.token_of(answer), salt=links.ANSWER._salt)
    assert told[0] == answer.pk.hex
