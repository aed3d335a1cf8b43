"""What a proof says is true whoever made it, and a false one is found out."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import certificate, coverage
from matching.engine.coverage import Cover
from matching.engine.plan import Prices
from matching.engine.solution import Room, Solution
from tests.matching.engine import oracle


def block_of(scores):
    table = np.array([[-np.inf if s is None else s for s in row] for row in scores], dtype=float)
    return lambda rows, columns: table[rows, columns]


def room_of(rows, columns, needy=None):
    needy = [True] * len(rows) if needy is None else needy
    return Room(np.array(rows), np.array(columns), np.array(needy, dtype=bool))


@st.composite
def markets(draw):
    n, m = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    score = st.one_of(st.none(), st.integers(-9, 20))
    scores = draw(st.lists(st.lists(score, min_size=m, max_size=m), min_size=n, max_size=n))
    places = st.integers(0, 3)
    rows = draw(st.lists(places, min_size=n, max_size=n))
    return scores, rows, draw(st.lists(places, min_size=m, max_size=m))


@given(markets(), st.data())
@settings(max_examples=150, deadline=None)
def test_no_prices_prove_too_much(market, data):
    scores, rows, columns = market
    prices = data.draw(st.lists(st.integers(0, 25), min_size=len(columns), max_size=len(columns)))
    _mentees, total, _pairs, _every = oracle.best(scores, rows, columns, "total")
    claim = Prices(np.array(prices, dtype=float))
    assert certificate.most_weight(block_of(scores), room_of(rows, columns), claim) >= total


@given(markets(), st.data())
@settings(max_examples=150, deadline=None)
def test_no_set_of_people_proves_too_few(market, data):
    scores, rows, columns = market
    some = st.booleans()
    outside = [
        np.array(data.draw(st.lists(some, min_size=len(side), max_size=len(side))))
        for side in (rows, columns)
    ]
    proven = certificate.most_pairs(
        block_of(scores), room_of(rows, columns), Cover(0, outside[0], outside[1])
    )
    assert proven is None or proven >= oracle.best(scores, rows, columns, "most")[0]


@given(markets())
@settings(max_examples=100, deadline=None)
def test_a_largest_matching_comes_with_its_proof(market):
    scores, rows, columns = market
    arcs = np.nonzero(np.array([[s is not None for s in row] for row in scores]))
    room = room_of(rows, columns)
    found = coverage.cover(arcs, room.rows > 0, room.columns)
    most = oracle.best(scores, rows, columns, "most")[0]
    assert (found.size, certificate.most_pairs(block_of(scores), room, found)) == (most, most)


def test_a_price_below_zero_is_no_proof():
    with pytest.raises(ValueError, match="below zero"):
        certificate.most_weight(block_of([[5]]), room_of([1], [1]), Prices(np.array([-1.0])))


def test_many_people_are_looked_at_block_by_block(monkeypatch):
    monkeypatch.setattr(certificate, "ROWS", 3)
    monkeypatch.setattr(certificate, "COLUMNS", 2)
    scores = np.arange(7 * 5).reshape(7, 5).tolist()
    room = room_of([1, 2, 0, 9, 1, 1, 3], [1, 2, 0, 1, 1])
    prices = Prices(np.array([1.0, 0, 3, 9, 0]), scale=2.0, bonus=5.0, pair=1.0)
    plain = np.minimum(room.columns, 7) @ prices.mentors + sum(
        gain_of(row, places, prices, room) for row, places in zip(scores, room.rows, strict=True)
    )
    assert certificate.most_weight(block_of(scores), room, prices) == plain


def gain_of(row, places, prices, room):
    worth = zip(row, prices.mentors, room.columns, strict=True)
    gains = sorted((2 * score + 1 - price for score, price, room in worth if room), reverse=True)
    gains = gains[:places]
    return max(0, sum(max(0, one) for one in gains) + prices.bonus * bool(gains))


CLAIM = Solution(np.array([0]), np.array([1]), 7, proven=True, prices=Prices(np.array([0.0, 0.0])))


def test_a_solver_that_claims_too_much_is_not_believed():
    """Whatever it said of its plan, there is a better one, and the prices tell."""
    scores = [[9, 7], [4, 1]]
    told = certificate.checked(CLAIM, np.array([7]), block_of(scores), room_of([1, 1], [1, 1]))
    assert (told.proven, told.bound) == (False, 13)


def test_as_many_as_can_be_is_checked_too():
    """The pair is the best there is, but not the most mentees that can be matched."""
    room = room_of([1, 1], [1, 1])
    scores = [[None, 7], [0, None]]
    nobody = np.zeros(2, dtype=bool)
    all_but_one = Cover(1, np.array([False, True]), np.array([True, True]))
    claim = replace(CLAIM, covers=(all_but_one,))
    assert not certificate.checked(claim, np.array([7]), block_of(scores), room).proven
    alone = block_of([[None, 7], [None, None]])
    assert certificate.checked(claim, np.array([7]), alone, room).proven
    higher = Cover(0, nobody, ~nobody)
    claim = replace(claim, covers=(all_but_one, higher), floor=7)
    assert not certificate.checked(claim, np.array([7]), alone, room).proven
    assert certificate.checked(
        replace(claim, covers=(all_but_one, Cover(0, ~nobody, ~nobody))),
        np.array([7]),
        alone,
        room,
    ).proven
