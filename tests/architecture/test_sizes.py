"""Nothing grows so large that it cannot be read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = [
    path
    for room in ("mentoring", "programmes", "matching")
    for path in (ROOT / room).rglob("*.py")
    if "migrations" not in path.parts
]
SCRIPTS = list((ROOT / "static" / "js").rglob("*.js"))
TEMPLATES = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.md")]
BANNED_NAMES = {"utils.py", "helpers.py", "core.py", "signals.py", "misc.py"}
MODULE, FUNCTION, TEMPLATE, SETTINGS = 300, 30, 100, 250


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first to the last statement; docstring and signature are free."""
    statements = node.body
    if ast.get_docstring(node) is not None:
        statements = statements[1:]
    return statements[-1].end_lineno - statements[0].lineno + 1 if statements else 0


@pytest.mark.parametrize(
    ("files", "most"), [(CODE, MODULE), (SCRIPTS, MODULE), (TEMPLATES, TEMPLATE)]
)
def test_files_stay_short(files, most):
    assert files
    assert {str(p.relative_to(ROOT)): lines(p) for p in files if lines(p) > most} == {}


def test_settings_stay_one_short_file():
    assert lines(ROOT / "mentoring/settings.py") <= SETTINGS


def test_functions_stay_short():
    long = {
        f"{path.relative_to(ROOT)}:{node.name}": body_length(node)
        for path in CODE
        for node in functions(path)
        if body_length(node) > FUNCTION
    }
    assert long == {}


def test_tasks_only_pass_on():
    """A task of the queue finds ids and calls a service."""
    tasks = [
        path for path in CODE if path.name == "tasks.py" and (path.parent / "apps.py").exists()
    ]
    assert tasks
    long = {n.name: body_length(n) for p in tasks for n in functions(p) if body_length(n) > 8}
    assert long == {}


def test_names_say_what_a_module_is_for():
    assert [str(path) for path in CODE if path.name in BANNED_NAMES] == []


def test_nothing_happens_behind_the_back_of_a_model():
    """No model signals: what follows from a change stands where the change is made."""
    with_signals = [
        str(path.relative_to(ROOT))
        for path in CODE
        if any(word in path.read_text() for word in ("django.db.models.signals", "@receiver"))
    ]
    assert with_signals == []
