"""The three pages behind the mailed link."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from programmes.profiles import links
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.states import EnrolmentState, Origin, Part
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_enrolment

pytestmark = pytest.mark.django_db
S = EnrolmentState
YOU = {
    "given_name": "Renate",
    "family_name": "Brandt",
    "function": "MdL",
    "affiliation": "SPD",
    "region": "SN",
    "postcode": "01067",
    "languages": ["de"],
}
OFFER = {"meeting_format": "both", "capacity": "1", "times": ["0-morning", "6-evening"]}
HOW = {"response_days": "7", "first_contact": "email", "always_ask": "Alles"}


@pytest.fixture(autouse=True)
def at_that_time():
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


def url(enrolment, *page):
    name = "profiles:join_page" if page else "profiles:join"
    return reverse(name, args=[links.token_of(enrolment), *page])


def answer_all(client, enrolment, **how):
    for page, said in (("you", YOU), ("offer", OFFER), ("how", HOW | how)):
        answer = client.post(url(enrolment, page), said)
        assert answer.status_code == 302, answer.content.decode()
    return answer


def test_three_pages_and_the_mentor_takes_part(client):
    enrolment = make_enrolment(words="Wir kennen uns aus Erfurt.")
    first = client.get(url(enrolment), follow=True)
    assert first.redirect_chain == [(url(enrolment, "you"), 302)]
    page = first.content.decode()
    assert "Wir kennen uns aus Erfurt." in page
    assert f'value="{enrolment.given_name}"' in page
    assert first.headers["Cache-Control"] == "no-store, private"
    answer = answer_all(client, enrolment)
    thanks = client.get(answer.headers["Location"])
    assert thanks.status_code == 200
    assert "MdL" in thanks.content.decode()
    profile = Profile.objects.get()
    assert (str(profile), profile.always_ask) == ("Renate Brandt", "Alles")
    assert profile.good_times.count() == 2


def test_what_was_answered_waits_for_the_next_time(client):
    enrolment = make_enrolment()
    client.post(url(enrolment, "you"), YOU)
    client.post(url(enrolment, "offer"), OFFER)
    # Another device, days later: the link leads to the first gap, and back to what is there.
    assert client.get(url(enrolment)).headers["Location"] == url(enrolment, "how")
    page = client.get(url(enrolment, "you")).content.decode()
    assert 'value="01067"' in page
    offer = client.get(url(enrolment, "offer")).content.decode()
    assert 'value="6-evening" checked' in offer
    assert 'value="1-evening" checked' not in offer


def test_the_last_page_leads_back_to_what_is_missing(client):
    enrolment = make_enrolment()
    answer = client.post(url(enrolment, "how"), HOW)
    assert answer.headers["Location"] == url(enrolment, "you")
    assert Enrolment.objects.get().state == S.INVITED


@pytest.mark.parametrize(
    ("slug", "said", "field"),
    [
        ("you", {"region": "XY"}, "region"),
        ("you", {"languages": []}, "languages"),
        ("you", {"postcode": "1067"}, "postcode"),
        ("you", {"phone": "abc"}, "phone"),
        ("you", {"given_name": " ", "family_name": "."}, "given_name"),
        ("offer", {"capacity": "0"}, "capacity"),
        ("offer", {"capacity": "11"}, "capacity"),
        ("offer", {"times": ["9-night"]}, "times"),
        ("how", {"office_name": "Nina Kern"}, "office_email"),
        ("how", {"office_email": "buero@example.org"}, "office_name"),
        ("how", {"always_ask": "x" * 401}, "always_ask"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_loses_nothing(client, slug, said, field):
    enrolment = make_enrolment()
    pages = {"you": YOU, "offer": OFFER, "how": HOW}
    answer = client.post(url(enrolment, slug), pages[slug] | said)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Enrolment.objects.get().answers == {}


def test_the_office_is_somebody_else(client):
    enrolment = make_enrolment()
    said = HOW | {"office_name": "Ich", "office_email": enrolment.email}
    assert client.post(url(enrolment, "how"), said).status_code == 422


def test_co_mentors_are_not_asked_for_party_and_office(client):
    enrolment = make_enrolment(part=Part.CO_MENTOR)
    assert b'name="affiliation"' not in client.get(url(enrolment, "you")).content
    how = client.get(url(enrolment, "how")).content
    assert b'name="office_email"' not in how
    assert b'value="office"' not in how
    answer_all(client, enrolment)
    assert Profile.objects.get().part == Part.CO_MENTOR


def test_pressing_twice_shows_the_thanks_twice(client):
    enrolment = make_enrolment()
    answer_all(client, enrolment)
    again = client.post(url(enrolment, "how"), HOW, follow=True)
    assert again.status_code == 200
    assert Profile.objects.count() == 1


def test_who_came_forward_waits_and_can_step_back(client):
    enrolment = make_enrolment(state=S.BEGUN, origin=Origin.INTEREST)
    answer_all(client, enrolment)
    assert not Profile.objects.exists()
    assert Enrolment.objects.get().state == S.SUBMITTED
    client.post(reverse("profiles:join_no", args=[links.token_of(enrolment)]))
    assert Enrolment.objects.get().state == S.WITHDRAWN
    client.post(reverse("profiles:join_yes", args=[links.token_of(enrolment)]))
    assert Enrolment.objects.get().state == S.WITHDRAWN


def test_no_thank_you_and_after_all(client):
    enrolment = make_enrolment()
    no = reverse("profiles:join_no", args=[links.token_of(enrolment)])
    assert client.get(no).status_code == 200
    assert Enrolment.objects.get().state == S.INVITED
    page = client.post(no, {"reason": "Keine Zeit"}, follow=True)
    assert reverse("profiles:join_yes", args=[links.token_of(enrolment)]) in page.content.decode()
    said = enrolment.transitions.get()
    assert (said.note, said.note_for) == ("Keine Zeit", "person")
    client.post(reverse("profiles:join_yes", args=[links.token_of(enrolment)]))
    assert Enrolment.objects.get().state == S.INVITED


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("slugs", [(), ("you",)])
def test_every_state_has_a_page(client, state, slugs):
    enrolment = make_enrolment(state=state, state_since=NOW)
    answer = client.get(url(enrolment, *slugs), follow=True)
    assert answer.status_code == 200


def test_looking_changes_nothing(client):
    enrolment = make_enrolment()
    for _ in range(5):
        client.get(url(enrolment, "how"))
        client.head(url(enrolment))
    fresh = Enrolment.objects.get()
    assert (fresh.state, fresh.saved_at) == (S.INVITED, NOW)


@pytest.mark.parametrize("later", [timedelta(days=91), timedelta(days=121)])
def test_an_old_link_is_refused_kindly(client, later):
    enrolment = make_enrolment()
    address = url(enrolment)
    with time_machine.travel(NOW + later):
        answer = client.get(address)
    assert answer.status_code == 410
    assert "profiles/enrol_invalid.html" in [each.name for each in answer.templates]


def test_a_newer_link_outdates_this_one(client):
    enrolment = make_enrolment()
    address = url(enrolment, "you")
    Enrolment.objects.update(link_version=1)
    assert client.post(address, YOU).status_code == 410
    assert Enrolment.objects.get().answers == {}


def test_the_tone_is_that_of_mentors(client):
    for tone, language in (("formal", "de"), ("informal", "de-informal")):
        cohort = make_cohort(mentor_tone=tone, tone="informal")
        page = client.get(url(make_enrolment(cohort), "you"), headers={"accept-language": "de"})
        assert page.context["LANGUAGE_CODE"] == language


def test_what_staff_wrote_is_harmless(client):
    enrolment = make_enrolment(words="<script>alert(1)</script>", given_name='"><img src=x>')
    page = client.get(url(enrolment, "you")).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


def test_slipped_in_fields_change_nothing(client):
    enrolment = make_enrolment()
    more = {"state": "enrolled", "part": "mentee", "email": "x@example.org", "origin": "import"}
    client.post(url(enrolment, "you"), YOU | more)
    fresh = Enrolment.objects.get()
    assert (fresh.state, fresh.part, fresh.email) == (S.INVITED, Part.MENTOR, enrolment.email)
    assert not set(more) & set(fresh.answers)


def test_a_page_that_does_not_exist_is_not_found(client):
    assert client.get(url(make_enrolment(), "shoes")).status_code == 404


def test_who_has_said_no_is_not_asked_again_whether_they_mean_it(client):
    enrolment = make_enrolment(state=S.DECLINED)
    answer = client.get(reverse("profiles:join_no", args=[links.token_of(enrolment)]))
    assert (answer.status_code, answer.url) == (302, url(enrolment))


def test_a_reason_that_is_too_long_is_sent_back_and_nothing_is_withdrawn(client):
    enrolment = make_enrolment()
    address = reverse("profiles:join_no", args=[links.token_of(enrolment)])
    assert client.post(address, {"reason": "x" * 1001}).status_code == 422
    assert Enrolment.objects.get().state == S.INVITED


def test_where_a_cohort_has_no_topics_mentors_are_not_asked_for_them(client):
    enrolment = make_enrolment()
    enrolment.cohort.topics.all().delete()
    fields = client.get(url(enrolment, "offer")).context["form"].fields
    assert "topics" not in fields
    assert "needs" in fields


class TestLeavingAPage:
    WRONG = YOU | {"postcode": "123", "region": ""}

    def test_what_is_wrong_is_kept_and_nothing_is_sent(self, client):
        enrolment = make_enrolment()
        answer = client.post(url(enrolment, "you"), self.WRONG | {"way": "no"})
        assert answer["Location"].endswith("/no/")
        page = client.get(url(enrolment, "you")).content.decode()
        assert 'value="123"' in page
        assert "error-summary" not in page
        enrolment.refresh_from_db()
        assert (enrolment.answers, enrolment.state) == ({}, S.INVITED)

    def test_it_is_a_gap_until_it_is_right(self, client):
        enrolment = make_enrolment()
        client.post(url(enrolment, "you"), self.WRONG | {"way": "language-en"})
        client.post(url(enrolment, "offer"), OFFER)
        assert client.post(url(enrolment, "how"), HOW)["Location"] == url(enrolment, "you")
        answer_all(client, enrolment)
        enrolment.refresh_from_db()
        assert (enrolment.unfinished, enrolment.state) == ({}, S.ENROLLED)

    def test_the_last_page_is_not_sent_by_going_back(self, client):
        enrolment = make_enrolment()
        for page, said in (("you", YOU), ("offer", OFFER)):
            client.post(url(enrolment, page), said)
        answer = client.post(url(enrolment, "how"), HOW | {"way": "back"})
        assert answer["Location"] == url(enrolment, "offer")
        enrolment.refresh_from_db()
        assert enrolment.state == S.INVITED
        assert enrolment.answers["always_ask"] == "Alles"

    def test_while_typing(self, client):
        enrolment = make_enrolment()
        said = client.post(url(enrolment, "you"), self.WRONG | {"way": "stay"}).json()
        assert "gespeichert" in said["words"]
        enrolment.refresh_from_db()
        assert enrolment.unfinished["you"]["postcode"] == ["123"]
