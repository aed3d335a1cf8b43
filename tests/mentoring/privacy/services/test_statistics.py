"""Numbers that tell of nobody."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mentoring.privacy.models import Subject
from mentoring.privacy.services.statistics import LEAST, publishable, table
from mentoring.privacy.states import Purpose, Question
from tests.factories.privacy import give_answers, make_subject

some_counts = st.lists(st.integers(0, 40), min_size=2, max_size=6)


def test_large_cells_are_all_shown():
    assert publishable([10, 25, 40]) == ((10, 25, 40), 75)


def test_one_small_cell_takes_another_with_it():
    assert publishable([3, 25, 40]) == ((None, None, 40), 68)


def test_equal_cells_are_hidden_together():
    """Else which of them was chosen would tell that the third is exactly 9."""
    assert publishable([10, 10, 9]) == ((None, None, None), 29)


def test_cells_with_only_one_way_to_share_their_sum_take_another_with_them():
    assert publishable([9, 9, 10, 40]) == ((None, None, None, 40), 68)


def test_few_people_are_not_even_counted():
    assert publishable([0, 3, 4]) == ((None, None, None), None)


@given(some_counts)
def test_no_small_cell_is_ever_shown(counts):
    cells, total = publishable(counts)

    assert all(cell is None or cell >= LEAST for cell in cells)
    assert all(cell in (None, count) for cell, count in zip(cells, counts, strict=True))
    assert total in (None, sum(counts))


@given(some_counts)
def test_every_hidden_cell_could_be_another_number_on_the_same_page(counts):
    """Whoever subtracts gets the sum of the hidden cells; it can be shared in other ways too."""
    published = publishable(counts)
    hidden = [place for place, cell in enumerate(published[0]) if cell is None]
    assume(published[1] is not None and 1 <= len(hidden) <= 3)
    certain = set(hidden)
    for parts in shares(sum(counts[place] for place in hidden), len(hidden)):
        other = list(counts)
        for place, part in zip(hidden, parts, strict=True):
            other[place] = part
        if publishable(other) == published:
            certain -= {place for place in hidden if other[place] != counts[place]}
        if not certain:
            return
    pytest.fail(f"cells {certain} can be worked out")


@pytest.mark.parametrize(("cells", "most", "least"), [(2, 13, 4), (3, 10, 4), (4, 7, 3)])
def test_no_hidden_cell_can_be_worked_out_by_somebody_who_knows_the_rule(cells, most, least):
    """All tables there are, sorted by what is published of them."""
    same_page = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        same_page[publishable(counts, least)].append(counts)
    for (shown, total), behind in same_page.items():
        # At the rim of what was listed, tables that would belong here are missing.
        if total is None or (total > most and set(shown) == {None}):
            continue
        for place in (i for i, cell in enumerate(shown) if cell is None):
            assert len({counts[place] for counts in behind}) > 1, (shown, total)


def shares(total, parts):
    """All ways to share `total`."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in shares(total - first, parts - 1):
            yield (first, *rest)


@pytest.mark.django_db
def test_answers_are_counted_by_question_with_the_blank_ones(django_assert_num_queries):
    for value in ["often"] * 12 + ["no"] * 11 + ["sometimes"] * 10:
        give_answers(make_subject(), values={Question.MONEY: value})
    for _blank in range(10):
        make_subject()
    stranger = make_subject()
    give_answers(stranger, values={Question.MONEY: "no"})

    people = Subject.objects.exclude(pk=stranger.pk).values_list("pk", flat=True)
    with django_assert_num_queries(2):
        result = table(question=Question.MONEY, subject_ids=people)

    counts = {cell.value: cell.count for cell in result.cells}
    assert counts == {"often": 12, "sometimes": 10, "no": 11, "": 10}
    assert result.total == 43


@pytest.mark.django_db
def test_a_wish_given_for_matching_is_not_counted():
    give_answers(make_subject(), Purpose.MATCHING)

    with pytest.raises(ValueError, match="statistics"):
        table(question=Question.AFFILIATION_WISH, subject_ids=[])
