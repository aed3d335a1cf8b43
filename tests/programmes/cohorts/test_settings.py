"""What managers set about a cohort, and what is refused in plain words."""

import pytest
from django.urls import reverse

from programmes.applications.models import ExtraAnswer
from programmes.cohorts.models import ExtraQuestion
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort
from tests.programmes.cohorts.test_admin import cohort_form, manager, programme, table

__all__ = ["manager", "programme"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manager")]


@pytest.fixture
def cohort(programme):
    return make_cohort(programme)


def send(client, cohort, rows=None, saved=0, **changed):
    """Saves the form of `cohort`, with rows of own questions."""
    form = cohort_form(cohort.programme, **changed) | table("topics", [])
    questions = [{"asked_of": "applicants"} | row for row in rows or []]
    form |= table("extraquestions", questions, saved)
    answer = client.post(reverse("admin:cohorts_cohort_change", args=[cohort.pk]), form)
    cohort.refresh_from_db()
    return answer


def question(cohort, **fields):
    usual = {"title_de": "Wie alt?", "kind": "one", "choices_de": ["Jung", "Alt"]}
    return ExtraQuestion.objects.create(cohort=cohort, **usual | fields)


def row_of(question, **changed):
    kept = {
        "id": question.pk,
        "title_de": question.title_de,
        "kind": question.kind,
        "choices_de": "\n".join(question.choices_de),
        "is_asked": "on",
        "position": 0,
    }
    return kept | changed


def test_settings_are_saved(client, cohort):
    send(client, cohort, tone="formal", form_languages=["en"], left_out=["hope", "background"])
    assert (cohort.tone, cohort.form_languages) == ("formal", ["en"])
    assert cohort.left_out == ["hope", "background"]


@pytest.mark.parametrize(
    ("field", "days", "says"),
    [
        ("drafts_kept_days", "6", "zwischen 7 und 30"),
        ("drafts_kept_days", "31", "zwischen 7 und 30"),
        ("refused_kept_days", "184", "zwischen 30 und 183"),
        ("refused_kept_days", "nonsense", "zwischen 30 und 183"),
        ("decision_days", "0", "zwischen 1 und 90"),
    ],
)
def test_days_stay_within_bounds(client, cohort, field, days, says):
    before = getattr(cohort, field)
    html = send(client, cohort, **{field: days}).content.decode()
    assert getattr(cohort, field) == before
    assert says in html or says.replace("zwischen", "between").replace("und", "and") in html


def test_a_cohort_speaks_at_least_one_language(client, cohort):
    send(client, cohort, form_languages=[])
    assert cohort.form_languages == ["de", "en"]


def test_choices_are_typed_one_a_line(client, cohort):
    row = {"title_de": "Wie?", "kind": "one", "choices_de": " Ja \r\n\r\nNein\n", "position": 0}
    send(client, cohort, [row])
    assert cohort.extraquestions.get().choices_de == ["Ja", "Nein"]


@pytest.mark.parametrize(
    "fields",
    [
        {"choices_de": "Ja"},
        {"choices_de": ""},
        {"choices_de": "Ja\nJa"},
        {"choices_de": "Ja\nNein", "choices_en": "Yes"},
        {"choices_de": "Ja\n" + "x" * 81},
    ],
)
def test_choices_that_cannot_be_asked_are_refused(client, cohort, fields):
    answer = send(client, cohort, [{"title_de": "Wie?", "kind": "several", "position": 0} | fields])
    assert answer.status_code == 200
    assert not cohort.extraquestions.exists()


def test_a_text_has_no_choices(client, cohort):
    send(client, cohort, [{"title_de": "Wie?", "kind": "short", "choices_de": "Ja", "position": 0}])
    assert cohort.extraquestions.get().choices_de == []


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize(
    "changed",
    [{"title_de": "Anders?"}, {"kind": "several"}, {"choices_de": "Jung\nNeu"}, {"DELETE": "on"}],
)
def test_what_was_answered_stays_the_question(client, cohort, answered, changed):
    asked = question(cohort)
    if answered:
        ExtraAnswer.objects.create(
            application=make_application(cohort), question=asked, chosen=["Jung"]
        )
    before = ExtraQuestion.objects.filter(pk=asked.pk).values().get()
    answer = send(client, cohort, [row_of(asked, **changed)], saved=1)

    after = ExtraQuestion.objects.filter(pk=asked.pk).values().first()
    assert (after == before | {"is_asked": True}) is answered
    assert answer.status_code == (200 if answered else 302)


def test_an_answered_question_can_be_retired_and_gain_a_choice(client, cohort):
    asked = question(cohort)
    ExtraAnswer.objects.create(
        application=make_application(cohort), question=asked, chosen=["Jung"]
    )
    row = row_of(asked, choices_de="Jung\nAlt\nMittel")
    row.pop("is_asked")
    send(client, cohort, [row], saved=1)
    asked.refresh_from_db()
    assert (asked.is_asked, asked.choices_de) == (False, ["Jung", "Alt", "Mittel"])
