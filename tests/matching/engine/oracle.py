"""The same things done slowly and plainly, to compare with: scores of one pair, and best plans."""

import re
from functools import cache


def labels(cell):
    """The parts of a list cell."""
    return {part.strip() for part in re.split("[;,|]", cell) if part.strip()}


def score_of(rule, mentee, mentor):
    """The points of a soft rule for two cells."""
    return SCORES[rule["rule"]](rule, mentee.casefold(), mentor.casefold())


def holds(rule, mentee, mentor):
    """Whether a hard rule's condition holds for two cells."""
    return bool(HOLDS[rule["rule"]](rule, mentee.casefold(), mentor.casefold()))


def keeps_apart(kind, rule, mentee, mentor):
    if kind == "forbid":
        return holds(rule, mentee, mentor)
    if rule.get("blank") == "allow" and not (mentee and mentor):
        return False
    return not holds(rule, mentee, mentor)


def _shared(mentee, mentor):
    return len(labels(mentee) & labels(mentor))


def _contained(mentee, mentor):
    return bool(labels(mentee)) and labels(mentee) <= labels(mentor)


def _step(rule, mentee, mentor):
    order = [value.casefold() for value in rule["order"]]
    return order.index(mentor) - order.index(mentee) if mentee and mentor else None


SCORES = {
    "same": lambda r, a, b: r["points"] * (a == b != ""),
    "overlap": lambda r, a, b: r["points"] * min(_shared(a, b), r.get("most", 10**9)),
    "contains": lambda r, a, b: r["points"] * _contained(a, b),
    "difference": lambda r, a, b: r["points"].get(_step(r, a, b), 0),
}
HOLDS = {
    "same": lambda _r, a, b: a == b != "",
    "different": lambda _r, a, b: a and b and a != b,
    "overlap": lambda _r, a, b: _shared(a, b),
    "no_overlap": lambda _r, a, b: a and b and not _shared(a, b),
    "contains": lambda _r, a, b: _contained(a, b),
    "difference": lambda r, a, b: _step(r, a, b) in r["allowed"],
    "both": lambda _r, a, b: a == b == "yes",
}


def matrix(table, mentees, mentors, blocks=()):
    """Scores as a list of lists, None where a pair is absent; people are dicts of cells."""
    return [
        [None if (i, j) in blocks else _pair(table, a, b) for j, b in enumerate(mentors)]
        for i, a in enumerate(mentees)
    ]


def _pair(table, mentee, mentor):
    for kind in ("forbid", "require"):
        for rule in table.get(kind, []):
            if keeps_apart(kind, rule, mentee[rule["mentee"]], mentor[rule["mentor"]]):
                return None
    scores = table.get("score", [])
    return sum(score_of(rule, mentee[rule["mentee"]], mentor[rule["mentor"]]) for rule in scores)


def best(scores, rows, columns, objective, depth=1):
    """The best (mentees matched, worst, total, pairs) by trying everything.

    For `total` the order is total, pairs; for `most` mentees, total; for `fair` mentees, worst,
    total; with depth None mentees, pairs, all scores from the worst on.
    """
    if objective == "fair" and depth is None:
        return _search(scores, rows, columns, lambda key: (key[0], key[2], key[3]))
    if objective == "fair":
        most = _search(scores, rows, columns, lambda key: (key[0],))[0]
        levels = {one for row in scores for one in row if one is not None}
        for floor in sorted(levels, reverse=True):
            above = [[s if s is not None and s >= floor else None for s in row] for row in scores]
            found = _search(above, rows, columns, lambda key: (key[0], key[1]))
            if found[0] == most:
                return found
        return _search(scores, rows, columns, lambda key: (key[0], key[1]))
    order = (lambda key: (key[1], key[2])) if objective == "total" else (lambda key: key[:2])
    return _search(scores, rows, columns, order)


def _search(scores, rows, columns, order):
    """The best key (mentees, total, pairs, sorted scores) in `order`, mentee by mentee."""

    @cache
    def go(i, left):
        if i == len(scores):
            return (0, 0, 0, ())
        return max((_join(chosen, go(i + 1, rest)) for chosen, rest in takes(i, left)), key=order)

    def takes(i, left):
        found = [((), left)]
        for j, score in enumerate(scores[i]):
            if score is not None:
                found += [
                    ((*chosen, score), (*rest[:j], rest[j] - 1, *rest[j + 1 :]))
                    for chosen, rest in found
                    if len(chosen) < rows[i] and rest[j]
                ]
        return found

    return go(0, tuple(columns))


def _join(chosen, key):
    mentees, total, pairs, every = key
    return (
        mentees + bool(chosen),
        total + sum(chosen),
        pairs + len(chosen),
        tuple(sorted([*every, *chosen])),
    )
