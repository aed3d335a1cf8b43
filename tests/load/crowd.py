"""People of a made-up nationwide programme, and the criteria that match them; always the same."""

import numpy as np

from matching.engine import criteria
from matching.engine.problem import Problem, Side

TOPICS = np.array([f"topic {number:02}" for number in range(24)])
LANGUAGES = np.array(["en", "ar", "tr", "uk", "fa", "fr", "ru", "es", "pl"])
FORMATS = np.array(["online", "in person", "either"])
AGES = {"mentee": (16, 36), "mentor": (25, 70)}
CRITERIA = criteria.read(
    {
        "forbid": [{"rule": "both", "mentor": "unchecked", "mentee": "minor"}],
        "require": [{"rule": "overlap", "mentor": "languages", "mentee": "languages"}],
        "score": [
            {"rule": "overlap", "mentor": "topics", "mentee": "topics", "points": 10},
            {"rule": "overlap", "mentor": "languages", "mentee": "languages", "points": 3},
            {"rule": "same", "mentor": "region", "mentee": "region", "points": 8},
            {"rule": "same", "mentor": "party", "mentee": "party", "points": 5},
            {"rule": "same", "mentor": "format", "mentee": "format", "points": 2},
            {
                "rule": "difference",
                "mentor": "age",
                "mentee": "age",
                "points": {years: max(1, 7 - abs(years - 15) // 3) for years in range(5, 30)},
            },
        ],
    }
)


def problem(mentees: int, mentors: int, seed: int = 1, **more: object) -> Problem:
    random = np.random.default_rng(seed)
    sides = _side("mentee", mentees, random), _side("mentor", mentors, random)
    return Problem(*sides, **more)


def _side(kind: str, count: int, random: np.random.Generator) -> Side:
    def some(values: np.ndarray, least: int, most: int) -> list[str]:
        order = np.argsort(random.random((count, len(values))), axis=1)
        sizes = random.integers(least, most, count)
        return ["|".join(values[row[:size]]) for row, size in zip(order, sizes, strict=True)]

    def one_of(prefix: str, number: int) -> list[str]:
        return [f"{prefix} {spot}" for spot in random.integers(0, number, count)]

    german = random.random(count) < 0.95
    spoken = zip(german, some(LANGUAGES, 0, 3), strict=True)
    columns = {
        "topics": some(TOPICS, 2, 6),
        "languages": [f"de|{more}" if native else more or "en" for native, more in spoken],
        "region": one_of("region", 16),
        "party": [name if name < "party 6" else "" for name in one_of("party", 8)],
        "format": FORMATS[random.integers(0, len(FORMATS), count)].tolist(),
        "age": random.integers(*AGES[kind], count).tolist(),
        "minor": ["yes" if share < 0.1 else "" for share in random.random(count)],
        "unchecked": ["yes" if share < 0.15 else "" for share in random.random(count)],
    }
    ids = tuple(f"{kind} {number:06}" for number in range(count))
    return Side(f"{kind}s", ids, columns)
