"""A draft reads as two people read about each other: shared things in sentences, and no rule."""

import re

import pytest
from django.utils.translation import override

from matching.services import rationales
from matching.services.criteria import BALANCED, table_of
from matching.services.pool import candidates
from mentoring.common.actors import Actor
from mentoring.privacy.states import Purpose
from programmes.cohorts.models import SupportNeed, Topic
from programmes.profiles.models import NamedWish
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.matching import make_run
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db
AMINA = {"given_name": "Amina", "family_name": "Haddad"}
RENATE = {"given_name": "Renate", "family_name": "Brandt"}


@pytest.fixture
def cohort():
    return make_cohort(allows_names=True)


def draft(mentee, mentor):
    cohort = mentee.cohort
    by = Actor.of(make_staff(programme=cohort.programme))
    run = make_run(cohort, with_affiliation_wishes=True)
    pool = candidates.load(cohort, table=table_of(BALANCED), run=run, by=by, now=NOW)
    (text,) = rationales.drafts(pool, [(str(mentee.pk), str(mentor.pk))])
    return text


def couple(cohort, *, mentee=None, mentor=None):
    """Two who share nothing but German, unless the fields say otherwise."""
    there = {"postcode": "", "region": "BY", "meeting_format": "in_person"}
    here = {"postcode": "", "region": "SH", "meeting_format": "video"}
    two = (
        make_mentee(cohort, **AMINA | here | (mentee or {})),
        make_mentor(cohort, **RENATE | there | (mentor or {})),
    )
    for each in two:
        each.topics.clear()
        each.needs.clear()
    return two


def test_what_they_share_is_said_in_sentences_with_their_names(cohort):
    mentee = make_mentee(cohort, **AMINA, languages=["de", "ar"], parts_of_week=("evenings",))
    mentor = make_mentor(cohort, **RENATE, languages=["de", "ar"], parts_of_week=("evenings",))
    # Staff who read English write a German mail all the same.
    with override("en"):
        assert draft(mentee, mentor) == (
            "Beide interessieren sich für „Kommunalpolitik“ – ein guter Einstieg ins erste"
            " Gespräch. Amina wünscht sich Unterstützung bei „Sicher sprechen“, und genau dabei"
            " kann Renate Brandt helfen. Beide sprechen auch Arabisch. Beide leben in derselben"
            " Gegend und können sich gut persönlich treffen. Beide haben werktags am Abend Zeit."
        )


def test_what_is_most_important_to_the_mentee_goes_first(cohort):
    mentee, mentor = couple(cohort)
    second = Topic.objects.create(cohort=cohort, title_de="Klima", title_en="Climate", position=2)
    mentee.topics.set(cohort.topics.all())
    mentor.topics.set(cohort.topics.all())
    mentee.important_topics.set([second])
    assert draft(mentee, mentor) == (
        "„Klima“ liegt Amina besonders am Herzen, und auch Renate Brandt interessiert sich dafür."
    )
    mentee.important_topics.set(cohort.topics.all())
    assert "„Kommunalpolitik“ und „Klima“ liegen Amina" in draft(mentee, mentor)


def test_a_long_list_stays_a_sentence(cohort):
    mentee, mentor = couple(cohort)
    for number in range(6):
        SupportNeed.objects.create(cohort=cohort, title_de=f"Hilfe {number}", position=number)
    mentee.needs.set(cohort.supportneeds.all())
    mentor.needs.set(cohort.supportneeds.all())
    assert len(re.findall("„", draft(mentee, mentor))) == rationales.MOST_NAMED


@pytest.mark.parametrize(
    ("mentee", "mentor", "said"),
    [
        ({"region": "SL"}, {"region": "SL"}, "Beide leben im Saarland."),
        ({"region": "XX"}, {"region": "XX"}, "Beide leben außerhalb von Deutschland."),
        (
            {"region": "BY", "meeting_format": "both"},
            {},
            "Beide leben in Bayern und können sich persönlich treffen.",
        ),
        # Munich and Hof are in one Land, and no short way apart.
        (
            {"region": "BY", "postcode": "80331", "meeting_format": "both"},
            {"postcode": "95028"},
            "Beide leben in Bayern.",
        ),
        (
            {},
            {"meeting_format": "both"},
            "Beide treffen sich gern per Video, da spielt die Entfernung keine Rolle.",
        ),
        # Far away, and only in person: there is nothing good to say about that.
        ({"meeting_format": "in_person"}, {}, ""),
        ({"region": ""}, {"region": ""}, ""),
        ({"languages": ["tr"]}, {"languages": ["tr", "ru"]}, "Beide sprechen Türkisch."),
    ],
)
def test_where_they_live_and_how_they_would_meet(cohort, mentee, mentor, said):
    assert draft(*couple(cohort, mentee=mentee, mentor=mentor)) == said


def test_hours_in_common_have_names(cohort):
    often = ("mornings", "afternoons", "weekend")
    two = couple(
        cohort, mentee={"parts_of_week": often}, mentor={"parts_of_week": (*often, "evenings")}
    )
    assert "Vormittag" in draft(*two)
    assert "Wochenende" not in draft(*two), "the two longest are enough"
    apart = couple(
        cohort, mentee={"parts_of_week": ("evenings",)}, mentor={"parts_of_week": ("mornings",)}
    )
    assert draft(*apart) == ""


def test_no_wish_no_rule_and_no_number_is_told(cohort):
    mentee = make_mentee(cohort, **AMINA, parts_of_week=("evenings",))
    mentor = make_mentor(cohort, **RENATE, parts_of_week=("evenings",), affiliation="SPD")
    give_answers(mentee.subject, Purpose.MATCHING)
    NamedWish.objects.create(profile=mentee, other=mentor, kind="preferred", rank=1)
    NamedWish.objects.create(profile=mentor, other=mentee, kind="preferred", rank=1)
    text = draft(mentee, mentor)
    assert not re.search(r"\d|SPD|gewünscht|Minuten|Punkte|Haddad", text)
