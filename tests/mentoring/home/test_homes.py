"""The homes of mentees, mentors and co-mentors: what is due, with whom, and what one may ask."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.common import clock
from mentoring.common.actors import Actor
from programmes.admissions.services import decisions
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from programmes.cohorts.states import Tone
from programmes.partnerships import links
from programmes.partnerships.models import Partnership
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles.models import NamedWish
from programmes.profiles.states import FirstContact, Part, ProfileState
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import (
    make_application,
    make_interview,
    make_interviewer,
)
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_co_mentor, make_delegate, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"
MOST = 10


def home(client, person, status=200):
    client.force_login(person.user)
    response = client.get(reverse(f"home:{person.part}"))
    assert response.status_code == status
    return response.text


def days_ago(days):
    return timezone.localdate(clock.now()) - timedelta(days=days)


def active(**fields):
    cohort = fields.pop("cohort", None) or make_cohort()
    people = {
        "mentee": make_mentee(cohort, introduction="Ich bin Amina."),
        "mentor": make_mentor(cohort, introduction="Ich bin Renate.", always_ask="Jederzeit."),
        "co_mentor": make_co_mentor(cohort, introduction="Ich bin Oskar."),
    }
    return make_partnership(state=PartnershipState.ACTIVE, **people | fields)


class TestBefore:
    """Nobody is matched yet: the page says what comes next."""

    @pytest.mark.parametrize(("days", "is_told"), [(1, True), (0, False), (-30, False)])
    def test_a_year_that_has_begun_is_not_said_to_begin(self, client, days, is_told):
        mentee = make_mentee(make_cohort())
        day = timezone.localdate(clock.now()) + timedelta(days=days)
        type(mentee.cohort).objects.update(starts_on=day)
        assert ("Mentoringjahr beginnt" in home(client, mentee)) is is_told

    def test_a_refusal_is_told_kindly_once_its_mail_goes(self, client):
        tandem = make_partnership(state=PartnershipState.DECLINED)
        type(tandem).objects.update(state_since=clock.now())
        assert "kein Tandem geworden" not in home(client, tandem.mentee)
        type(tandem).objects.update(state_since=clock.now() - clock.UNDO)
        shown = home(client, tandem.mentee)
        assert "kein Tandem geworden" in shown
        assert tandem.mentor.family_name not in shown

    def test_a_mentee_sees_the_way_and_what_we_know(self, client):
        shown = home(client, make_mentee())
        for words in ("Amina", "Kommunalpolitik", "Sicher sprechen"):
            assert words in shown

    @pytest.mark.parametrize("make", [make_mentor, make_co_mentor])
    def test_a_mentor_learns_that_a_mail_comes(self, client, make):
        assert "Mail" in home(client, make(introduction="Hallo."))

    def test_who_has_written_nothing_is_asked_for_two_sentences(self, client):
        for person in (make_mentee(), make_mentor()):
            about = reverse("profiles:section", args=[person.pk, "about"])
            assert about in home(client, person)

    def test_who_pauses_reads_so(self, client):
        mentor = make_mentor(state=ProfileState.PAUSED)
        assert str(mentor.get_state_display()) in home(client, mentor)

    @pytest.mark.parametrize("part", Part)
    def test_who_has_no_such_part_finds_no_such_home(self, client, part):
        client.force_login(make_user())
        assert client.get(reverse(f"home:{part}")).status_code == 404


class TestAsked:
    def test_the_card_leads_to_the_answer(self, client):
        tandem = make_partnership()
        for person in (tandem.mentee, tandem.mentor):
            shown = home(client, person)
            address = shown.split('href="/proposal/')[1].split('"')[0]
            assert client.get(f"/proposal/{address}").status_code == 200
            assert links.answer_of(address.strip("/")).person == person

    def test_family_names_and_addresses_come_later(self, client):
        tandem = make_partnership(co_mentor=make_co_mentor())
        shown = home(client, tandem.mentor)
        assert tandem.mentee.given_name in shown
        for private in (tandem.mentee.family_name, tandem.mentee.user.email):
            assert private not in shown

    def test_after_ones_yes_nothing_is_to_be_done_and_the_others_answer_is_not_told(self, client):
        tandem = make_partnership()
        tandem.answers.filter(part=Part.MENTEE).update(
            reply=Reply.YES, answered_at=clock.now(), reason=CANARY
        )
        waiting = home(client, tandem.mentee)
        assert "/proposal/" not in waiting
        asked = home(client, tandem.mentor)
        tandem.answers.filter(part=Part.MENTEE).update(reply="", answered_at=None)
        assert _plain(asked) == _plain(home(client, tandem.mentor))

    def test_what_was_declined_is_not_there_any_more(self, client):
        tandem = make_partnership(state=PartnershipState.DECLINED)
        shown = home(client, tandem.mentee)
        assert str(tandem.mentor) not in shown
        assert "/proposal/" not in shown

    def test_a_co_mentor_who_is_asked_sees_no_notes_and_addresses_yet(self, client):
        tandem = active()
        make_meeting(tandem, note=CANARY)
        tandem.answers.filter(part=Part.CO_MENTOR).update(reply="", answered_at=None)
        shown = home(client, tandem.co_mentor)
        assert "/proposal/" in shown
        for private in (CANARY, tandem.mentee.user.email, tandem.mentee.family_name):
            assert private not in shown
        # Nor do the others get an address of who has not said yes.
        assert tandem.co_mentor.user.email not in home(client, tandem.mentee)


class TestTandem:
    @pytest.mark.parametrize("part", Part)
    def test_everybody_sees_the_others_and_what_they_share(self, client, part):
        tandem = active()
        make_meeting(tandem, held_on=days_ago(3), note="Rede geübt.")
        shown = home(client, tandem.people[part])
        assert "Rede geübt." in shown
        for other, person in tandem.people.items():
            assert (person.introduction in shown) is (other != part)
            assert (f"mailto:{person.user.email}" in shown) is (other != part)
        assert reverse("partnerships:log", args=[tandem.pk]) in shown

    def test_a_mentee_reads_what_may_always_be_asked(self, client):
        assert "Jederzeit." in home(client, active().mentee)

    @pytest.mark.parametrize(
        ("days", "title"),
        [
            (None, "erste Treffen"),
            (0, "in Kontakt"),
            (28, "in Kontakt"),
            (29, "Zeit für"),
        ],
    )
    def test_the_next_step_follows_from_the_last_contact(self, client, days, title):
        tandem = active()
        if days is not None:
            make_meeting(tandem, held_on=days_ago(days))
        client.force_login(tandem.mentee.user)
        page = client.get(reverse("home:mentee"))
        step = {"erste Treffen": "first", "in Kontakt": "in_touch", "Zeit für": "due"}[title]
        assert page.context["tandem"]._step == step
        assert str(page.context["tandem"].next.title) in page.text

    def test_a_meeting_taken_back_is_no_contact(self, client):
        tandem = active()
        make_meeting(tandem, held_on=days_ago(1), removed_at=clock.now())
        client.force_login(tandem.mentee.user)
        assert client.get(reverse("home:mentee")).context["tandem"].last is None

    def test_the_first_contact_is_the_way_that_was_asked_for(self, client):
        mentor = make_mentor(phone="+49 171 23", first_contact=FirstContact.PHONE)
        mentee = active(mentor=mentor, cohort=mentor.cohort).mentee
        assert 'href="tel:+4917123"' in home(client, mentee)

    @pytest.mark.parametrize("part", ["mentee", "mentor"])
    def test_before_one_has_met_writing_comes_first(self, client, part):
        tandem = active()
        shown = home(client, tandem.people[part])
        assert shown.index("mailto:") < shown.index(reverse("partnerships:log", args=[tandem.pk]))

    def test_numbers_and_addresses_are_links(self, client):
        mentor = make_mentor(phone="0171 23 45")
        tandem = active(mentor=mentor, cohort=mentor.cohort)
        type(mentor.cohort.programme).objects.update(contact_phone="030 12 34")
        shown = home(client, tandem.mentee)
        assert 'href="tel:01712345"' in shown
        assert 'href="tel:0301234"' in shown

    def test_through_the_office_means_its_address(self, client):
        mentor = make_mentor(first_contact=FirstContact.OFFICE)
        office, gone = make_delegate(mentor), make_delegate(mentor, revoked_at=clock.now())
        shown = home(client, active(mentor=mentor, cohort=mentor.cohort).mentee)
        assert f"mailto:{office.email}?subject=" in shown
        assert gone.email not in shown

    def test_nobody_reads_what_is_not_theirs(self, client):
        tandem = active(rationale=CANARY)
        tandem.answers.update(reason=CANARY)
        for person in tandem.people.values():
            person.needs_from_us = CANARY
            person.save()
        NamedWish.objects.create(
            profile=tandem.mentee, other=tandem.mentor, kind="excluded", rank=1
        )
        before = [_plain(home(client, person)) for person in tandem.people.values()]
        assert not any(CANARY in page for page in before)
        give_answers(tandem.mentee.subject, "matching")
        NamedWish.objects.all().delete()
        assert before == [_plain(home(client, person)) for person in tandem.people.values()]

    def test_what_is_over_stands_below_and_the_page_looks_ahead(self, client):
        tandem = active()
        Partnership.objects.update(state=PartnershipState.COMPLETED)
        shown = home(client, tandem.mentee)
        assert reverse("partnerships:meetings", args=[tandem.pk]) in shown
        assert reverse("partnerships:log", args=[tandem.pk]) not in shown

    def test_texts_of_others_are_inert(self, client):
        mentor = make_mentor(
            introduction="<script>alert(1)</script>", always_ask='"><img src=x>', phone="{{7*7}}"
        )
        shown = home(client, active(mentor=mentor, cohort=mentor.cohort).mentee)
        assert "<script>alert" not in shown
        assert "<img src" not in shown
        assert "{{7*7}}" in shown


class TestMentors:
    def test_all_tandems_are_there_what_waits_first(self, client):
        mentor = make_mentor(introduction="Hallo.")
        in_touch = make_partnership(state="active", mentor=mentor)
        make_meeting(in_touch, held_on=days_ago(2))
        fresh = make_partnership(state="active", mentor=mentor)
        asked = make_partnership(mentor=mentor)
        client.force_login(mentor.user)
        page = client.get(reverse("home:mentor"))
        found = [tandem.partnership for tandem in page.context["tandems"]]
        assert found == [asked, fresh, in_touch]
        assert len(page.context["due"]) == 2

    @pytest.mark.parametrize("part", [Part.MENTOR, Part.CO_MENTOR])
    def test_many_tandems_ask_no_more_of_the_database(
        self, client, part, django_assert_max_num_queries
    ):
        cohort = make_cohort()
        person = {"mentor": make_mentor, "co_mentor": make_co_mentor}[part](cohort)
        for _number in range(6):
            mentor = make_mentor(cohort, first_contact=FirstContact.OFFICE)
            people = {"mentor": mentor, "co_mentor": make_co_mentor(cohort), part.value: person}
            make_delegate(mentor)
            tandem = make_partnership(state="active", **people)
            make_meeting(tandem)
            make_partnership(**people)
        client.force_login(person.user)
        with django_assert_max_num_queries(MOST):
            client.get(reverse(f"home:{part}"))


@pytest.mark.parametrize("make", [active, make_partnership])
def test_a_mentees_home_asks_little_of_the_database(client, make, django_assert_max_num_queries):
    tandem = make()
    make_meeting(tandem)
    client.force_login(tandem.mentee.user)
    with django_assert_max_num_queries(MOST):
        client.get(reverse("home:mentee"))


def test_a_mentee_who_waits_asks_little_of_the_database(client, django_assert_max_num_queries):
    client.force_login(make_mentee().user)
    with django_assert_max_num_queries(MOST):
        client.get(reverse("home:mentee"))


class TestParts:
    def test_who_has_several_parts_can_switch(self, client):
        mentor = make_mentor()
        make_co_mentor(mentor.cohort, user=mentor.user)
        shown = home(client, mentor)
        assert reverse("home:co_mentor") in shown
        assert reverse("home:mentee") not in shown

    def test_who_has_one_part_sees_no_switch(self, client):
        assert 'class="persons switch"' not in home(client, make_mentor())

    @pytest.mark.parametrize("make", [make_mentee, make_mentor, make_co_mentor])
    def test_signing_in_leads_to_ones_own(self, client, make):
        person = make()
        client.force_login(person.user)
        assert client.get(reverse("home:start")).url == reverse(f"home:{person.part}")

    def test_staff_go_to_their_work_and_strangers_are_told(self, client):
        client.force_login(make_staff())
        assert client.get(reverse("home:start")).url == reverse("admin:index")
        client.force_login(make_user())
        assert client.get(reverse("home:start")).status_code == 200

    def test_mentors_of_last_year_and_this_are_one_person(self, client):
        old = make_partnership(state=PartnershipState.COMPLETED)
        make_mentor(make_cohort(old.cohort.programme), user=old.mentor.user)
        shown = home(client, old.mentor)
        assert str(old.mentee) in shown

    @pytest.mark.parametrize(("tone", "said"), [(Tone.FORMAL, "Ihr "), (Tone.INFORMAL, "Dein ")])
    def test_mentors_are_spoken_to_as_the_cohort_says(self, client, tone, said):
        mentor = make_mentor(make_cohort(mentor_tone=tone))
        assert f"{said}Profil" in home(client, mentor)


def test_an_acceptance_that_may_be_taken_back_shows_nowhere(client, accepted):
    """Until it is final, the account has no home, nor a way to one."""
    client.force_login(accepted.user)
    assert client.get(reverse("home:mentee")).status_code == 404
    assert client.get(reverse("home:start")).status_code == 200


@pytest.fixture
def accepted():
    """A mentee whom staff accepted a moment ago."""
    application = make_application(make_cohort(), ApplicationState.INTERVIEW)
    interviewer = make_interviewer(application.cohort.programme)
    held_at = clock.now() - timedelta(days=1)
    make_interview(application, interviewer, held_at, state=InterviewState.HELD)
    return decisions.accept(application, by=Actor.system(), now=clock.now(), reason="Passt.")


def _plain(page):
    """Without what is random in it."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r"/proposal/[^/]+/", "", re.sub(r'nonce="[^"]+"', "", page))
