"""The criteria of a cohort as a file that the engine reads."""

import tomllib

import pytest

from matching.engine import criteria as engine
from matching.services import criteria_files
from matching.services.criteria import PRESETS, table_of


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_what_is_written_is_read_again(name):
    table = table_of(PRESETS[name][1])
    found = tomllib.loads(criteria_files.toml(table))
    always, *forbid = found["forbid"]
    assert always == {"rule": "both", "mentor": "no_certificate", "mentee": "minor"}
    assert (forbid, found.get("require", [])) == (
        table.get("forbid", []),
        table.get("require", []),
    )
    rules = {kind: found.get(kind, []) for kind in criteria_files.KINDS}
    assert len(engine.read(rules).rules) == len(engine.read(table).rules) + 1
