"""What a move would bring is what it brings when it is done; small boards, by trying all."""

import numpy as np
import pytest

from matching.services.board.move_gains import NOBODY, Grid


def make_grid(seed, *, n=5, m=4, fixed=()):
    random = np.random.default_rng(seed)
    capacity = random.integers(1, 3, m)
    left = capacity.copy()
    choice = np.full(n, NOBODY)
    for row in range(n):
        free = np.flatnonzero(left > 0)
        if len(free) and random.random() < 0.8:
            choice[row] = random.choice(free)
            left[choice[row]] -= 1
    is_fixed = np.zeros(n, dtype=bool)
    is_fixed[list(fixed)] = True
    return Grid(
        tuple(f"mentee{row}" for row in range(n)),
        tuple(f"mentor{column}" for column in range(m)),
        random.integers(0, 30, (n, m)),
        random.random((n, m)) < 0.8,
        capacity,
        choice,
        is_fixed,
    )


def done(grid, row, outcome):
    choice = grid.choice.copy()
    choice[row] = grid.mentors.index(outcome.mentor)
    if outcome.displaced:
        to = grid.mentors.index(outcome.goes_to) if outcome.goes_to else NOBODY
        choice[grid.mentees.index(outcome.displaced)] = to
    rest = (grid.mentees, grid.mentors, grid.scores, grid.allowed, grid.capacity)
    return Grid(*rest, choice, grid.fixed)


@pytest.mark.parametrize("seed", range(40))
def test_a_move_brings_what_was_told(seed):
    grid = make_grid(seed, fixed=(0,))
    for row in range(len(grid.mentees)):
        for outcome in grid.best(row):
            after = done(grid, row, outcome)
            assert after.total - grid.total == outcome.total
            assert after.matched - grid.matched == outcome.matched
            assert (after.free >= 0).all()
            assert after.choice[0] == grid.choice[0]
            assert after.is_matched[row]


@pytest.mark.parametrize("seed", range(20))
def test_the_few_best_are_the_first_of_all(seed):
    grid = make_grid(seed)
    for row in range(len(grid.mentees)):
        gains = [(each.matched, each.total) for each in grid.best(row)]
        assert gains == sorted(gains, reverse=True)
        few = [(each.matched, each.total) for each in grid.best(row, 2)]
        assert few == gains[:2]


def test_whoever_makes_room_takes_the_best_place_there_is():
    scores = np.array([[5, 20, 0], [8, 9, 7]])
    allowed = np.ones((2, 3), dtype=bool)
    choice = np.array([0, 1])
    names = ("a", "b"), ("x", "y", "z")
    grid = Grid(*names, scores, allowed, np.ones(3, dtype=int), choice, np.zeros(2, dtype=bool))
    best = grid.best(0)[0]
    assert (best.mentor, best.displaced, best.goes_to, best.total) == ("y", "b", "x", 14)
    allowed[1, :] = [False, True, False]
    grid = Grid(*names, scores, allowed, np.ones(3, dtype=int), choice, np.zeros(2, dtype=bool))
    dropped = next(each for each in grid.best(0) if each.mentor == "y")
    assert (dropped.goes_to, dropped.matched, dropped.total) == ("", -1, 6)
