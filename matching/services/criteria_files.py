"""The criteria of a cohort as a file for `match_files`."""

from collections.abc import Mapping
from typing import Any

HEAD = """\
# The same rules for programmes that live in spreadsheets:
#   python manage.py match_files --mentors M.csv --mentees N.csv --criteria THIS.toml
# Lists in a cell are separated by ; , | or line breaks; where titles hold commas themselves, say
# separator = ";" (or "\\n" for line breaks, or { topics = ";" } for one column).
# Places are “51.05 13.74”, times “mon 18:00-20:00”.
key = "id"

[capacity]
mentor = "capacity"
mentee = 1

# Always holds: nobody without a valid certificate beside a minor.
[[forbid]]
rule = "both"
mentor = "no_certificate"
mentee = "minor"
"""
KINDS = ("forbid", "require", "score")


def toml(table: Mapping[str, Any]) -> str:
    """The table as text that `matching.engine.criteria_file` reads."""
    parts = [HEAD]
    for kind in KINDS:
        for rule in table.get(kind, ()):
            lines = [f"{key} = {_value(value)}" for key, value in rule.items()]
            parts.append("\n".join([f"[[{kind}]]", *lines]) + "\n")
    return "\n".join(parts)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    # Texts here are names of rules and columns, without quotes and control characters.
    return f'"{value}"' if isinstance(value, str) else str(value)
