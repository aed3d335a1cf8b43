"""Criteria: settings, the engine's table, sentences, and colleagues who save at once."""

import pytest
from django.utils.translation import override

from matching.engine import criteria as engine
from matching.models import CohortCriteria
from matching.services import criteria
from matching.services.criteria import BALANCED, PRESETS, in_words, settings_of, table_of, weighed
from matching.services.rules import RULES, Mode, Setting
from mentoring.common.errors import ConflictError, DomainError
from tests.factories.cohorts import make_cohort


@pytest.mark.parametrize("name", [*PRESETS])
def test_the_engine_reads_each_preset(name):
    table = table_of(PRESETS[name][1])
    found = engine.read(table)
    assert found.hard
    assert found.soft


@pytest.mark.parametrize("known", RULES, ids=lambda known: known.key)
@pytest.mark.parametrize("mode", [*Mode])
def test_each_rule_survives_the_table(known, mode):
    if mode not in known.modes:
        return
    number = known.number.usual + 1 if known.number else 0
    setting = Setting(mode, known.usual_points, number)
    table = table_of({known.key: setting})
    assert len(engine.read(table).rules) == {"off": 0, "both": 2}.get(mode, 1)
    back = settings_of(table)[known.key]
    assert back.mode == mode
    assert back.points == known.usual_points
    assert mode != Mode.BOTH or back.number == number


def test_sentences_say_what_holds_first():
    with override("en"):
        said = in_words({"languages": BALANCED["languages"], "topics": BALANCED["topics"]})
    assert said == [
        "Languages in common are required.",
        "Each topic in common counts 10, at most 3.",
    ]


def test_other_weights_leave_the_rest_as_it_was():
    table = weighed(table_of(BALANCED), {"topics": 50, "region": 0, "languages": 3, "nothing": 1})
    settings = settings_of(table)
    assert settings["topics"] == Setting(Mode.COUNTS, 50, 3)
    assert settings["region"].mode == Mode.OFF
    assert settings["languages"].mode == Mode.BOTH
    assert settings["needs"] == BALANCED["needs"]


@pytest.mark.django_db
def test_a_new_cohort_begins_balanced():
    found = criteria.of(make_cohort())
    assert found.pk is None
    assert found.table == table_of(BALANCED)


@pytest.mark.django_db
def test_two_colleagues_do_not_overwrite_each_other():
    cohort = make_cohort()
    table = table_of(BALANCED)
    first = criteria.save(cohort, table=table, version=0)
    with pytest.raises(ConflictError):
        criteria.save(cohort, table=table, version=0)
    second = criteria.save(cohort, table={}, objective="most", version=first.version)
    with pytest.raises(ConflictError):
        criteria.save(cohort, table=table, version=first.version)
    assert (second.version, CohortCriteria.objects.get().objective) == (2, "most")


@pytest.mark.django_db
def test_what_the_engine_cannot_read_is_not_kept():
    with pytest.raises(DomainError):
        criteria.save(make_cohort(), table={"score": [{"rule": "sane"}]}, version=0)
    assert not CohortCriteria.objects.exists()
