"""What a service does stands where one looks for it: its tests mirror the code."""

from tests.architecture.guards import ROOMS, ROOT

# Parts of one service, met through it column by column and pair by pair.
THROUGH = {
    "matching/services/pool/people.py": "tests/matching/services/pool/test_candidates.py",
    "matching/services/pool/engine_input.py": "tests/matching/services/pool/test_candidates.py",
    "matching/services/runs/results.py": "tests/matching/services/runs/test_runs.py",
    "mentoring/notifications/services/recipients.py": (
        "tests/mentoring/notifications/services/test_caps.py"
    ),
    "matching/services/rules.py": "tests/matching/services/test_criteria.py",
    "programmes/imports/services/fields.py": "tests/programmes/imports/services/test_proposals.py",
    "programmes/imports/services/known.py": "tests/programmes/imports/services/test_cells.py",
    "programmes/imports/services/memory.py": "tests/programmes/imports/services/test_uploads.py",
    "programmes/imports/services/people.py": "tests/programmes/imports/services/test_tandems.py",
    "programmes/imports/services/rows.py": "tests/programmes/imports/services/test_judging.py",
}


def services():
    found = [path for room in ROOMS for path in (ROOT / room).rglob("services/**/*.py")]
    return {str(path.relative_to(ROOT)) for path in found if path.name != "__init__.py"}


def mirror(module):
    folder, _slash, name = module.rpartition("/")
    return f"tests/{folder}/test_{name}"


def test_each_service_has_its_tests_beside_it():
    missing = {module for module in services() if not (ROOT / mirror(module)).exists()}
    assert missing == THROUGH.keys()


def test_what_is_met_through_another_service_is_there():
    assert THROUGH.keys() <= services()
    assert {test for test in THROUGH.values() if not (ROOT / test).exists()} == set()
