"""The shape of a table of allowed moves."""

from collections.abc import Mapping

# source state → the states that may follow it
Moves = Mapping[str, frozenset[str]]
