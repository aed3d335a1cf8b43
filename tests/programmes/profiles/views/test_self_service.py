"""One's own profile: seen and changed by oneself, and by nobody through it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from mentoring.privacy.models import AccessLog, Consent, VoluntaryAnswer
from mentoring.privacy.services import texts
from mentoring.privacy.states import Purpose, Reason
from mentoring.worklist.models import Task
from programmes.cohorts.models import Topic
from programmes.cohorts.states import OptionalQuestion, Tone
from programmes.profiles.forms.self_service import SECTIONS
from programmes.profiles.models import Profile
from programmes.profiles.services import times
from programmes.profiles.states import FirstContact, Part
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
FOUND, FORBIDDEN, MISSING, REFUSED = 302, 403, 404, 422
PLACE = {"region": "BE", "postcode": "10115", "languages": ["de"], "meeting_format": "video"}
CONTACT = {"first_contact": "email", "phone": "", "response_days": "7", "language": "de"}


def url(profile, slug):
    return reverse("profiles:section", args=[profile.pk, slug])


@pytest.fixture
def change(client):
    """Sends a section as the person whose profile it is; the profile as it is then."""

    def send(profile, slug, status=FOUND, **data):
        client.force_login(profile.user)
        response = client.post(url(profile, slug), data)
        assert response.status_code == status, response.text
        return Profile.objects.get(pk=profile.pk)

    return send


def test_what_is_written_is_kept_and_says_when(change):
    mentee = make_mentee()
    found = change(mentee, "about", introduction="Ich bin Amina.", always_ask="", rather_not="")
    assert found.introduction == "Ich bin Amina."
    assert found.changed_at > mentee.changed_at


def test_other_sections_stay_as_they_are(change):
    mentor = make_mentor(introduction="Hallo.", phone="030 1", capacity=3)
    found = change(mentor, "place", **PLACE)
    assert (found.region, found.postcode, found.meeting_format) == ("BE", "10115", "video")
    assert (found.introduction, found.phone, found.capacity) == ("Hallo.", "030 1", 3)


def test_the_preview_shows_what_was_typed_and_saves_nothing(client):
    mentee = make_mentee()
    client.force_login(mentee.user)
    data = {"introduction": "Noch nicht fertig.", "preview": "1"}
    response = client.post(url(mentee, "about"), data)
    assert response.text.count("Noch nicht fertig.") == 2  # in the field and in the preview
    mentee.refresh_from_db()
    assert mentee.introduction == ""


def test_the_week_is_a_grid(client, change):
    mentor = make_mentor()
    change(mentor, "times", times=["0-morning", "6-evening"])
    rules = [(rule.weekday, rule.starts.hour) for rule in mentor.good_times.all()]
    assert rules == [(0, 8), (6, 17)]
    page = client.get(url(mentor, "times"))
    assert page.context["form"]["times"].value() == ["0-morning", "6-evening"]
    assert page.text.count('type="checkbox"') == len(times.CELLS) == 21


def test_at_most_three_topics_matter_most_and_are_wished_for(change):
    mentee = make_mentee(make_cohort())
    cohort = mentee.cohort
    topics = [Topic.objects.create(cohort=cohort, title_de=f"T{n}") for n in range(4)]
    need = cohort.supportneeds.get().pk
    ids = [topic.pk for topic in topics]
    change(mentee, "topics", REFUSED, needs=[need], important_topics=ids)
    found = change(mentee, "topics", needs=[need], topics=[ids[3]], important_topics=ids[:3])
    assert set(found.important_topics.all()) == set(topics[:3])
    assert set(found.topics.all()) == set(topics)


def test_topics_of_another_cohort_are_no_choice(change):
    mentee, other = make_mentee(), make_cohort()
    foreign, need = other.topics.get().pk, mentee.needs.get().pk
    change(mentee, "topics", REFUSED, needs=[need], topics=[foreign])
    change(mentee, "topics", REFUSED, needs=[need], important_topics=[foreign])


def test_mentors_say_for_how_many_they_have_time(change):
    mentor = make_mentor()
    assert change(mentor, "topics", capacity="4").capacity == 4
    assert change(mentor, "topics", capacity="0").capacity == 0
    change(mentor, "topics", REFUSED, capacity="11")


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.slug)
def test_fields_that_are_slipped_in_change_nothing(client, section):
    mentee = make_mentee()
    keep = (
        "capacity",
        "state",
        "part",
        "cohort_id",
        "affiliation",
        "function",
        "birth_date",
        "user_id",
    )
    before = [getattr(mentee, name) for name in keep]
    client.force_login(mentee.user)
    slipped = {
        "capacity": "5",
        "state": "left",
        "part": "mentor",
        "cohort": str(make_cohort().pk),
        "affiliation": "SPD",
        "function": "MdB",
        "birth_date": "1990-01-01",
        "user": str(make_mentor().user.pk),
    }
    usual = {"needs": mentee.needs.get().pk, "times": "0-morning", "introduction": "Hallo"}
    client.post(url(mentee, section.slug), slipped | PLACE | CONTACT | usual)
    mentee.refresh_from_db()
    assert [getattr(mentee, name) for name in keep] == before


def test_mentors_mark_no_topics_as_most_important(change):
    mentor = make_mentor()
    topic = mentor.topics.get()
    change(mentor, "topics", capacity="1", topics=[topic.pk], important_topics=[topic.pk])
    assert not mentor.important_topics.exists()


@pytest.mark.parametrize("make", [make_mentee, make_mentor, make_co_mentor])
def test_nobody_else_opens_it(client, make):
    own = make()
    addresses = [reverse("profiles:own", args=[own.pk])]
    addresses += [url(own, section.slug) for section in SECTIONS]
    addresses += [
        reverse(f"profiles:{name}", args=[own.pk]) for name in ("affiliation", "wishes", "office")
    ]
    manager = make_staff(programme=own.cohort.programme)
    for user, status in ((manager, FORBIDDEN), (make_mentor(own.cohort).user, MISSING)):
        client.force_login(user)
        for address in addresses:
            assert client.get(address).status_code == status
            assert client.post(address, {"introduction": "x"}).status_code in {status, 405}
    own.refresh_from_db()
    assert own.introduction == ""


@pytest.mark.parametrize("make", [make_mentee, make_mentor, make_co_mentor])
def test_every_page_of_ones_own_opens(client, make):
    own = make(introduction="Hallo & willkommen <b>")
    client.force_login(own.user)
    overview = client.get(reverse("profiles:own", args=[own.pk])).text
    assert "Hallo &amp; willkommen &lt;b&gt;" in overview
    for section in SECTIONS:
        assert url(own, section.slug) in overview
        assert client.get(url(own, section.slug)).status_code == 200


def test_what_is_needed_from_us_becomes_a_task(change):
    mentor = make_mentor()
    change(mentor, "needs", needs_from_us="Jemanden, den ich fragen kann.")
    assert mentor.support_requests.get().text == "Jemanden, den ich fragen kann."
    assert Task.objects.get().about == mentor.support_requests.get()


def test_who_wants_to_be_called_gives_a_number(change):
    mentee = make_mentee()
    change(mentee, "contact", REFUSED, **CONTACT | {"first_contact": "phone"})
    found = change(
        mentee, "contact", **CONTACT | {"first_contact": "phone", "phone": "0171 2345678"}
    )
    assert (found.first_contact, found.phone) == ("phone", "0171 2345678")


def test_only_mentors_are_reached_through_an_office(change):
    through = CONTACT | {"first_contact": FirstContact.OFFICE}
    change(make_mentee(), "contact", REFUSED, **through)
    assert change(make_mentor(), "contact", **through).first_contact == "office"


def test_a_number_of_days_that_staff_entered_stays(client, change):
    mentor = make_mentor(response_days=5)
    client.force_login(mentor.user)
    assert re.search(r'value="5"[^>]* checked', client.get(url(mentor, "contact")).text)
    assert change(mentor, "contact", **CONTACT | {"response_days": "5"}).response_days == 5


def test_the_language_of_mails_changes_and_the_tone_stays(change):
    mentee = make_mentee()
    assert mentee.user.language == "de-informal"
    assert change(mentee, "contact", **CONTACT).user.language == "de-informal"
    assert change(mentee, "contact", **CONTACT | {"language": "en"}).user.language == "en"
    change(mentee, "contact", REFUSED, **CONTACT | {"language": "xx"})


@pytest.mark.parametrize(
    ("make", "said"),
    [(make_mentee, "Dein Profil"), (make_mentor, "Ihr Profil"), (make_co_mentor, "Ihr Profil")],
)
def test_each_part_is_spoken_to_in_its_tone(client, make, said):
    own = make(make_cohort(tone=Tone.INFORMAL, mentor_tone=Tone.FORMAL))
    client.force_login(own.user)
    assert said in client.get(reverse("profiles:own", args=[own.pk])).text


class TestAffiliation:
    """The wish about a mentor's party: apart, one's own, and gone with the consent."""

    @staticmethod
    def url(profile):
        return reverse("profiles:affiliation", args=[profile.pk])

    @staticmethod
    def form(**changes):
        shown = texts.current(Purpose.MATCHING, "de-informal").sha256
        return {"affiliation_wish": ["SPD"], "consent": "on", "shown": shown, **changes}

    def test_it_is_kept_with_the_consent(self, client):
        mentee = make_mentee()
        client.force_login(mentee.user)
        assert client.post(self.url(mentee), self.form()).status_code == FOUND
        answer = VoluntaryAnswer.objects.get(subject=mentee.subject)
        assert answer.value == ["SPD"]
        consent = Consent.objects.get()
        assert (consent.channel, consent.language) == ("account", "de-informal")

    def test_looking_at_it_leaves_a_trace(self, client):
        mentee = make_mentee()
        give_answers(mentee.subject, Purpose.MATCHING)
        client.force_login(mentee.user)
        page = client.get(self.url(mentee)).text
        assert re.search(r'value="SPD"[^>]* checked', page)
        assert AccessLog.objects.get().reason == Reason.OWN

    def test_without_the_tick_it_is_deleted(self, client):
        mentee = make_mentee()
        give_answers(mentee.subject, Purpose.MATCHING)
        client.force_login(mentee.user)
        client.post(self.url(mentee), {"shown": self.form()["shown"]})
        assert not VoluntaryAnswer.objects.exists()

    def test_a_wish_without_consent_is_not_kept(self, client):
        mentee = make_mentee()
        client.force_login(mentee.user)
        response = client.post(self.url(mentee), self.form(consent=""))
        assert response.status_code == REFUSED
        assert not VoluntaryAnswer.objects.exists()

    def test_no_other_page_tells_it(self, client):
        mentee = make_mentee()
        give_answers(mentee.subject, Purpose.MATCHING)
        client.force_login(mentee.user)
        overview = client.get(reverse("profiles:own", args=[mentee.pk])).text
        assert "SPD" not in overview
        assert not AccessLog.objects.exists()

    def test_only_mentees_of_cohorts_that_ask_have_it(self, client):
        left_out = make_cohort(left_out=[OptionalQuestion.AFFILIATION_WISH])
        for person in (make_mentee(left_out), make_mentor(), make_co_mentor()):
            client.force_login(person.user)
            assert client.get(self.url(person)).status_code == MISSING
            assert client.post(self.url(person), self.form()).status_code == MISSING


def test_a_mentee_does_not_see_an_office(client):
    mentee = make_mentee(birth_date=date(2005, 1, 1), now=NOW)
    client.force_login(mentee.user)
    assert mentee.part == Part.MENTEE
    assert client.get(reverse("profiles:office", args=[mentee.pk])).status_code == MISSING


def test_a_section_that_does_not_exist_is_not_found(client):
    mentee = make_mentee()
    client.force_login(mentee.user)
    assert client.get(url(mentee, "shoes")).status_code == 404
