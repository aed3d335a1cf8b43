"""What must stand before a cohort opens, each check by itself."""

from datetime import date, timedelta

import pytest

from mentoring.common.actors import Actor
from programmes.cohorts.models import LegalPage
from programmes.cohorts.services import checklist, opening
from programmes.cohorts.states import LegalKind, OptionalQuestion
from tests.factories.applications import NOW, make_interviewer
from tests.factories.cohorts import make_cohort, make_legal_page

pytestmark = pytest.mark.django_db
LEGAL, FORM = "Rechtliche Seiten sind vollständig", "Jede Frage im Formular lässt sich beantworten"
TALKS, PREVIEW = "Gespräche lassen sich buchen", "Die Vorschau wurde angesehen"


@pytest.fixture
def cohort():
    """A draft that lacks nothing."""
    cohort = make_cohort(state="draft")
    for kind in LegalKind:
        make_legal_page(cohort.programme, kind)
    make_interviewer(cohort.programme, *((day, "09:00", "12:00") for day in range(7)))
    opening.note_preview(cohort, by=Actor.system(), now=NOW)
    return cohort


def missing(cohort, now=NOW):
    """Title of the check → what it says, and where to mend it."""
    found = checklist.results(cohort, now=now)
    return {
        str(each.title): [(str(gap.text), gap.url) for gap in each.gaps]
        for each in found
        if not each.is_fine
    }


def test_nothing_is_missing_where_everything_stands(cohort):
    assert missing(cohort) == {}


def test_what_is_missing_comes_first(cohort):
    cohort.supportneeds.all().delete()
    assert next(each.is_fine for each in checklist.results(cohort, now=NOW)) is False


def test_a_question_with_nothing_to_choose_from(cohort):
    cohort.supportneeds.all().delete()
    ((text, url),) = missing(cohort)[FORM]
    assert "Wobei wünschst du dir Unterstützung?" in text or "Unterstützung" in text
    assert url.endswith(f"/cohorts/cohort/{cohort.pk}/change/#supportneeds")


def test_a_list_of_which_nobody_is_asked_may_be_empty(cohort):
    cohort.topics.all().delete()
    ((_text, url),) = missing(cohort)[FORM]
    assert url.endswith("#topics")
    cohort.left_out = [OptionalQuestion.TOPICS]
    assert missing(cohort) == {}


def test_a_legal_page_that_is_not_there(cohort):
    LegalPage.objects.filter(kind=LegalKind.IMPRINT).delete()
    ((text, url),) = missing(cohort)[LEGAL]
    assert "Impressum" in text
    assert url.endswith(f"/add/?programme={cohort.programme_id}&kind=imprint")


@pytest.mark.parametrize(
    ("body", "gap"),
    [
        ("Anschrift: [Name und Anschrift]", "[Name und Anschrift]"),
        ("Anschrift: [Name\nStraße 1]", "[Name Straße 1]"),
        ("Siehe [unsere Seite](https://example.org).", None),
        ("Alles steht da.", None),
    ],
)
def test_what_stands_in_brackets_is_still_to_be_filled_in(cohort, body, gap):
    make_legal_page(cohort.programme, LegalKind.PRIVACY, body_de=body)
    told = missing(cohort).get(LEGAL, [])
    assert [text for text, _url in told] == (
        [f"Datenschutz: noch auszufüllen: {gap}"] if gap else []
    )


def test_only_the_newest_version_counts(cohort):
    make_legal_page(cohort.programme, LegalKind.PRIVACY, body_de="[Lücke]")
    make_legal_page(cohort.programme, LegalKind.PRIVACY, body_de="Voll.")
    assert missing(cohort) == {}


def test_somebody_must_be_there_to_talk_to(cohort):
    user = cohort.programme.roles.get(role="interviewer").user
    user.availability_rules.all().delete()
    ((_text, url),) = missing(cohort)[TALKS]
    assert url == "/admin/admissions/interviewer/"
    cohort.programme.roles.all().delete()
    ((_text, url),) = missing(cohort)[TALKS]
    assert url == f"/admin/cohorts/programme/{cohort.programme_id}/change/#roles"


def test_the_times_must_lie_where_people_can_apply(cohort):
    """Hours that end before the window begins are of no use."""
    cohort.opens_at = NOW + timedelta(days=900)
    user = cohort.programme.roles.get(role="interviewer").user
    user.availability_rules.update(last_day=NOW.date())
    assert TALKS in missing(cohort)


def test_nobody_has_looked_at_the_preview(cohort):
    cohort.transitions.all().delete()
    ((_text, url),) = missing(cohort)[PREVIEW]
    assert url == f"/admin/applications/application/cohort/{cohort.pk}/programme/"


def test_dates_that_are_over(cohort):
    cohort.closes_at = NOW
    assert [url for _text, url in next(iter(missing(cohort).values()))] == [
        f"/admin/cohorts/cohort/{cohort.pk}/change/"
    ]
    cohort.closes_at, cohort.ends_on = NOW + timedelta(days=1), date(2026, 3, 3)
    assert len(missing(cohort)) == 1
