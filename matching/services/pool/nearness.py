"""How far apart people live, as well as it is known: by postcodes, else by their Länder."""

import numpy as np
import numpy.typing as npt

from matching.engine.columns import EARTH_RADIUS_KM, half_chords
from matching.engine.problem import BoolArray
from matching.services.pool.people import Person

# From here on meeting in person is a journey, and up to there none, in kilometres.
FAR_KM, NEAR_KM = 100, 30
IN_PERSON = "in_person"
Numbers = npt.NDArray[np.float64]


def kilometres(one: Person, other: Person) -> float | None:
    """As the crow flies; None where one of the two is known to live nowhere."""
    found = _apart([one], [other])[0, 0]
    return None if np.isnan(found) else float(found)


def are_near(one: Person, other: Person) -> bool:
    """Whether both gave postcodes of the same area or of neighbours."""
    return bool(_by("place", [one], [other])[0, 0] <= NEAR_KM)


def too_far(mentees: list[Person], mentors: list[Person]) -> BoolArray:
    """Who could only meet in person and lives far apart; shape (mentees, mentors)."""
    ways = _only_in_person(mentees)[:, None] | _only_in_person(mentors)[None, :]
    with np.errstate(invalid="ignore"):
        far: BoolArray = ways & (_apart(mentees, mentors) > FAR_KM)
    return far


def _only_in_person(people: list[Person]) -> BoolArray:
    return np.array([one.cells["formats"] == IN_PERSON for one in people], dtype=bool)


def _apart(ones: list[Person], others: list[Person]) -> Numbers:
    """Kilometres; by postcodes where both have one, else by Länder, else not a number."""
    exact, rough = (_by(column, ones, others) for column in ("place", "land"))
    return np.where(np.isnan(exact), rough, exact)


def _by(column: str, ones: list[Person], others: list[Person]) -> Numbers:
    left, right = (_points(column, people) for people in (ones, others))
    chords = half_chords(left[:, None, :], right[None, :, :])
    found: Numbers = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chords, 0, 1)))
    return found


def _points(column: str, people: list[Person]) -> Numbers:
    """On the unit sphere, shape (people, 3); not a number where the cell is blank."""
    cells = [one.cells[column].split() or ("nan", "nan") for one in people]
    latitude, longitude = np.radians(np.array(cells, dtype=np.float64).reshape(-1, 2)).T
    flat = np.cos(latitude)
    return np.stack((flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)), axis=1)
