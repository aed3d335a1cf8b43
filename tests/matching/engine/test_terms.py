"""A term says the same in each of its forms."""

import numpy as np
import pytest

from matching.engine import criteria, terms
from matching.engine.problem import Problem, Side
from matching.engine.scoring import compiled
from matching.engine.terms import Computed, Inner, bent, folded

MANY = terms.MOST_ONE_HOT + 6
DISTANCE = {"rule": "distance", "mentor": "x", "mentee": "x"}


def computed(rows, columns):
    codes = np.arange(rows), np.arange(columns)
    return Computed(*codes, lambda a, b: (a * 3 + b * b).astype(np.float32), (rows, columns))


@pytest.mark.parametrize(
    ("shape", "kind"),
    [((3, MANY), Inner), ((MANY, 3), Inner), ((MANY, MANY + 1), Computed)],
    ids=["few rows", "few columns", "many of both"],
)
def test_folding_keeps_every_value(shape, kind):
    term = computed(*shape)
    cheap = folded(term)
    assert isinstance(cheap, kind)
    assert cheap is not term
    every = slice(0, shape[0]), slice(0, shape[1])
    rows, columns = (part.ravel() for part in np.indices(shape))
    assert cheap.block(*every).tolist() == term.block(*every).tolist()
    assert cheap.pairs(rows, columns).tolist() == term.pairs(rows, columns).tolist()


def test_what_would_be_too_large_a_table_is_computed_each_time(monkeypatch):
    monkeypatch.setattr(terms, "MOST_TABLE", 5)
    term = computed(2, 3)
    assert folded(term) is term
    inner = folded(computed(1, 2))
    assert folded(inner) is inner


def test_a_bent_product_is_the_same_for_pairs_as_for_a_block():
    left = np.array([[1, 0], [1, 1]], dtype=np.float32)
    right = np.array([[1, 1], [0, 1], [1, 0]], dtype=np.float32)
    term = Computed(np.arange(2), np.arange(3), bent(left, right, lambda x: 10 * x), (2, 3))
    block = term.block(slice(0, 2), slice(0, 3))
    assert block.tolist() == [[10, 0, 10], [20, 10, 10]]
    rows, columns = (part.ravel() for part in np.indices(block.shape))
    assert term.pairs(rows, columns).tolist() == block.ravel().tolist()


def along_a_street(name, count, first):
    """People in places a kilometre or so apart, all different."""
    places = [f"52.{number:04} 13.40" for number in range(first, first + 100 * count, 100)]
    return Side(name, tuple(f"{name}{n:03}" for n in range(count)), {"x": places})


def test_many_different_places_score_as_a_few_of_them_do():
    table = {
        "require": [DISTANCE | {"within": 40}],
        "score": [DISTANCE | {"points": {"5": 9, "20": 4}}],
    }
    rules = criteria.read(table)
    sides = along_a_street("a", MANY, 0), along_a_street("b", MANY, 50)
    many = compiled(rules, Problem(*sides))
    assert not any(isinstance(term, Inner) for _rule, term in many.terms)
    rows, columns = np.array([0, 8, MANY - 1]), np.array([0, 30, MANY - 1])
    few = compiled(rules, Problem(sides[0].taken(rows), sides[1].taken(columns)))
    assert all(isinstance(term, Inner) for _rule, term in few.terms)
    expected = few.block(slice(0, 3), slice(0, 3)).tolist()
    assert expected == [[9, 0, -np.inf], [4, 0, -np.inf], [-np.inf, -np.inf, 9]]
    assert many.grid(rows, columns).tolist() == expected
    assert many.block(slice(0, MANY), slice(0, MANY))[np.ix_(rows, columns)].tolist() == expected
    pairs = (part.ravel() for part in np.meshgrid(rows, columns, indexing="ij"))
    assert many.pairs(*pairs).tolist() == [one for row in expected for one in row]
