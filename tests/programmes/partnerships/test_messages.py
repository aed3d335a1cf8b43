"""The mails of a proposal: in everybody's language and tone, with nothing that is not theirs."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from mentoring.common import clock
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services.composing import compose
from mentoring.notifications.services.judging import judge
from mentoring.notifications.states import CancelReason
from mentoring.notifications.verdicts import SEND, Cancel
from mentoring.privacy.states import Purpose
from programmes.partnerships.messages import proposals as messages
from programmes.partnerships.models import Answer
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles.models import NamedWish, Profile
from programmes.profiles.states import Part, WishKind
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_co_mentor, make_delegate, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
S = PartnershipState
NASTY = "<b>Eve</b>\r\nBcc: all@evil.example"


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def proposal(cohort):
    mentor = make_mentor(cohort, function="Mitglied des Landtags", introduction="Ich höre zu.")
    make_delegate(mentor)
    mentee = make_mentee(cohort, introduction="Ich lerne gern.", phone="0341 7", postcode="04109")
    return make_partnership(cohort, mentee=mentee, mentor=mentor, co_mentor=make_co_mentor(cohort))


def in_language(language, *people):
    for person in people:
        type(person.user).objects.filter(pk=person.user_id).update(language=language)


def everything(proposal):
    """All mails that a proposal may lead to."""
    answers = list(Answer.objects.with_people().filter(partnership=proposal))
    for answer in answers:
        messages.asked(answer, now=NOW)
        messages.reminded(answer, now=NOW)
        messages.new_link(answer, now=NOW)
        messages.thanked(answer, key="1", now=NOW)
    messages.asked_office(proposal, now=NOW)
    messages.over(proposal, key="1", said_no=None, now=NOW, due_at=NOW)
    Answer.objects.filter(partnership=proposal).update(reply=Reply.YES, answered_at=NOW)
    messages.agreed(proposal, key="1", now=NOW)
    messages.joined(Answer.objects.with_people().get(part=Part.CO_MENTOR), now=NOW)
    return list(Mail.objects.all())


def words(mail):
    return f"{mail.subject}\n{mail.text}\n{mail.html}"


@pytest.mark.parametrize("language", ["de", "de-informal", "en"])
def test_every_mail_speaks_every_language(proposal, language):
    in_language(language, *proposal.people.values())
    tone = "informal" if language == "de-informal" else "formal"
    type(proposal.cohort).objects.update(tone=tone, mentor_tone=tone)
    proposal = type(proposal).objects.get()

    mails = everything(proposal)

    assert {mail.kind for mail in mails} == {
        name for name, _title in kinds.choices() if "proposal" in name
    }
    to_office = {mail.language for mail in mails if mail.kind.endswith("_office")}
    assert to_office == {"en" if language == "en" else "de"}
    assert {mail.language for mail in mails if not mail.kind.endswith("_office")} == {language}
    for mail in mails:
        assert mail.subject
        assert mail.html
        assert "{{" not in words(mail)
        assert message_from_bytes(compose(mail), policy=policy.default)["To"]


def test_the_tone_is_that_of_the_part(proposal):
    everything(proposal)
    by_person = {mail.to: mail.language for mail in Mail.objects.filter(kind="proposal_asked")}
    assert by_person[proposal.mentee.user.email] == "de-informal"
    assert by_person[proposal.mentor.user.email] == "de"


def test_each_reads_of_the_others_what_helps_to_decide(proposal):
    everything(proposal)
    asked = {mail.to: mail for mail in Mail.objects.filter(kind="proposal_asked")}
    to_mentee = words(asked[proposal.mentee.user.email])
    for told in (str(proposal.mentor), "Mitglied des Landtags", "SPD", "Ich höre zu."):
        assert told in to_mentee
    assert proposal.rationale in to_mentee
    assert "?answer=yes" in to_mentee
    assert "?answer=no" in to_mentee
    to_mentor = words(asked[proposal.mentor.user.email])
    assert "Ich lerne gern." in to_mentor
    for private in (proposal.mentee.family_name, "0341 7", "04109", "2003"):
        assert private not in to_mentor


def test_no_subject_names_anybody(proposal):
    people = [*proposal.people.values(), *proposal.mentor.delegates.all()]
    for mail in everything(proposal):
        for person in people:
            name = getattr(person, "family_name", str(person))
            assert name not in mail.subject
            assert getattr(person, "given_name", name) not in mail.subject


def test_an_office_reads_dates_and_names_only(proposal, cohort):
    topic, need = cohort.topics.get(), cohort.supportneeds.get()
    mails = [mail for mail in everything(proposal) if mail.kind.endswith("_office")]
    assert len(mails) == 3
    for mail in mails:
        for private in (
            proposal.rationale,
            "Ich lerne gern.",
            topic.title_de,
            need.title_de,
            proposal.mentee.user.email,
            "0341 7",
        ):
            assert private not in words(mail)
        assert ("/office/" in mail.text) == (mail.kind != "proposal_over_office")


def test_who_may_not_answer_is_not_told_to(proposal):
    delegate = proposal.mentor.delegates.get()
    messages.asked_office(proposal, now=NOW)
    may = Mail.objects.get().text
    Mail.objects.all().delete()
    type(delegate).objects.update(scopes=["calendar"])
    messages.asked_office(proposal, now=NOW)
    assert Mail.objects.get().text != may


def test_wishes_scores_and_reasons_are_in_no_mail(proposal, cohort):
    """Byte for byte the same mails, with and without everything that is for staff."""
    plain = {mail.key: words(mail) for mail in everything(proposal)}
    Mail.objects.all().delete()
    Answer.objects.update(reply="", answered_at=None)

    give_answers(proposal.mentee.subject, Purpose.MATCHING)
    NamedWish.objects.create(
        profile=proposal.mentee, other=proposal.mentor, kind=WishKind.PREFERRED, rank=1
    )
    Answer.objects.update(reason="Geheimer Grund")
    Profile.objects.update(needs_from_us="Geheimer Bedarf")
    again = {mail.key: words(mail) for mail in everything(type(proposal).objects.get())}

    assert set(again) == set(plain)
    for key, text in again.items():
        assert without_links(text) == without_links(plain[key])


def without_links(text):
    return [part for part in text.split() if "http" not in part]


def test_names_and_texts_of_people_are_inert(cohort):
    mentor = make_mentor(cohort, given_name=NASTY, function=NASTY, introduction=NASTY)
    mentee = make_mentee(cohort, given_name=NASTY, always_ask=NASTY, rather_not=NASTY, phone=NASTY)
    make_delegate(mentor, name=NASTY)
    proposal = make_partnership(
        cohort, mentor=mentor, mentee=mentee, co_mentor=make_co_mentor(cohort), rationale=NASTY
    )
    for mail in everything(proposal):
        assert "<b>Eve" not in mail.html
        assert "all@evil.example" not in words(mail)
        sent = message_from_bytes(compose(mail), policy=policy.default)
        assert sent["Bcc"] is None


@pytest.mark.parametrize(
    ("kind", "state", "reply", "holds"),
    [
        ("proposal_asked", S.PROPOSED, "", True),
        ("proposal_asked", S.PROPOSED, Reply.YES, False),
        ("proposal_asked", S.DECLINED, "", False),
        ("proposal_reminder", S.PROPOSED, "", True),
        ("proposal_reminder", S.PROPOSED, Reply.YES, False),
        ("proposal_over", S.DECLINED, Reply.YES, True),
        ("proposal_over", S.PROPOSED, Reply.YES, False),
        ("proposal_agreed", S.ACTIVE, Reply.YES, True),
        ("proposal_agreed", S.PROPOSED, Reply.YES, False),
    ],
)
def test_a_mail_goes_only_while_it_is_true(proposal, kind, state, reply, holds):
    everything(proposal)
    moment = NOW if reply else None
    Answer.objects.update(reply=reply, answered_at=moment)
    type(proposal).objects.update(state=state)
    mails = Mail.objects.filter(kind=kind)
    assert mails
    assert {judge(mail, NOW) == SEND for mail in mails} == {holds}


@pytest.mark.parametrize("ended", [{"revoked_at": NOW}, {"expires_on": NOW.date()}])
def test_an_office_that_is_out_gets_no_mail_any_more(proposal, ended):
    messages.asked_office(proposal, now=NOW)
    mail = Mail.objects.get()
    assert judge(mail, clock.now()) == SEND
    day = clock.now().date() - timedelta(days=1)
    proposal.mentor.delegates.update(**(ended if "revoked_at" in ended else {"expires_on": day}))
    assert judge(Mail.objects.get(), clock.now()) == Cancel(CancelReason.OVER)
