"""The guards that are proved by being taken away: those listed, and each policy."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = ROOT / "tests/architecture/guards.toml"
ROOMS = ("mentoring", "programmes", "matching")
# Open to everybody by intention; what they open is refused by something else.
OPEN = {"anyone", "link_holder"}


@dataclass(frozen=True, slots=True)
class Guard:
    """A piece of source without which what it protects is lost, and the tests that see it go.

    Paths are relative to the root of the project. `snippet` occurs exactly once in `file`.
    """

    file: str
    snippet: str
    instead: str
    tests: tuple[str, ...]
    protects: str

    @property
    def occurrences(self) -> int:
        return (ROOT / self.file).read_text().count(self.snippet)

    def broken(self) -> str:
        """The source of the file without the guard.

        Raises:
            ValueError: the snippet does not occur exactly once any more.
        """
        if self.occurrences != 1:
            raise ValueError(f"{self.file}: {self.occurrences} times: {self.snippet}")
        return (ROOT / self.file).read_text().replace(self.snippet, self.instead)


def listed() -> list[Guard]:
    """What stands in guards.toml."""
    rows = tomllib.loads(LIST.read_text())["guard"]
    return [Guard(**row | {"tests": tuple(row["tests"])}) for row in rows]


def policies() -> Iterator[Guard]:
    """Each policy twice: it says yes to everybody, and no to everybody."""
    for path in policy_files():
        source = path.read_text()
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef) and _is_policy(node):
                yield from _constants(path.relative_to(ROOT), source, node)


def policy_files() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("policies.py"))


def _is_policy(node: ast.FunctionDef) -> bool:
    public = not node.name.startswith("_")
    return public and isinstance(node.returns, ast.Name) and node.returns.id == "bool"


def _constants(file: Path, source: str, node: ast.FunctionDef) -> Iterator[Guard]:
    # From the signature on, which occurs once; the first statements of two may be alike.
    whole = ast.get_source_segment(source, node) or ""
    start = next(each for each in node.body if not isinstance(each, ast.Expr))
    head = "".join(whole.splitlines(keepends=True)[: start.lineno - node.lineno])
    for says in (True, False):
        if not (says and node.name in OPEN):
            yield Guard(
                file=str(file),
                snippet=head,
                instead=f"{head}    return {says}\n",
                tests=(f"tests/{file.parent}/test_policies.py",),
                protects=f"{node.name} does not say {says} to everybody",
            )


def files_around_services(root: Path) -> list[Path]:
    """The test files that go around the services and meet the database itself."""
    files = sorted(path for app in ROOMS for path in (root / "tests" / app).rglob("test_*.py"))
    return [path for path in files if "refused_by(" in path.read_text()]
