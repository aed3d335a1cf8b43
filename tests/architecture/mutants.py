"""`make mutants`: take away one guard after the other; a test has to notice each.

Works on copies of the tree, so that the checkout stays as it is, and on a database of its own for
each of two workers. Constraints are dropped by the tests that name them, all in one go.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path
from queue import Queue

from tests.architecture import guards
from tests.architecture.guards import ROOT, Guard
from tests.constraints import MISSED

WORKERS = 2
# A test that waits for good has noticed, too.
LONGEST = 600
# Not copied but shared: large, and nothing in them is ours.
SHARED = (".venv", "node_modules", "static/vendor")
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider")


def main(words: Sequence[str]) -> int:
    """Break the guards whose file or sentence contains one of `words`; all if there are none."""
    chosen = [
        guard
        for guard in (*guards.listed(), *guards.policies())
        if not words or any(word in f"{guard.file} {guard.protects}" for word in words)
    ]
    broken = {guard: guard.broken() for guard in chosen}  # fails before anything takes long
    with tempfile.TemporaryDirectory() as folder:
        benches: Queue[Bench] = Queue()
        for number in range(WORKERS):
            benches.put(Bench(Path(folder) / str(number), f"mutants_{number}"))
        with taken(benches) as bench:
            before = bench.test(*sorted({test for one in chosen for test in one.tests}))
        if chosen and before.returncode:
            print(f"{before.stdout}\nThe tests fail with all guards in place.")
            return 2
        with ThreadPoolExecutor(WORKERS) as pool:
            survived = list(pool.map(lambda one: _survives(benches, one, broken[one]), chosen))
        named, unnoticed = (0, []) if words else _constraints(benches)
    for line in unnoticed:
        print(f"survived: {line}")
    total, left = len(chosen) + named, sum(survived) + len(unnoticed)
    print(f"{total} guards, {left} survived")
    return int(left > 0)


class Bench:
    """A copy of the tree with a database, on which one guard at a time is broken."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        ignored = shutil.ignore_patterns(".git", *(Path(one).name for one in SHARED))
        shutil.copytree(ROOT, folder, ignore=ignored, symlinks=True)
        for name in SHARED:
            (folder / name).symlink_to(ROOT / name)
        url = re.sub(r"/mentoring\b", f"/{database}", os.environ["DATABASE_URL"], count=1)
        self.env = os.environ | {"DATABASE_URL": url}

    def test(self, *tests: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run the tests, on the database as the last ones left it."""
        return subprocess.run(
            (*PYTEST, "--reuse-db", *tests),
            cwd=self.folder,
            env=self.env | env,
            timeout=LONGEST,
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def without(self, guard: Guard, source: str) -> Iterator[None]:
        """`source` instead of the file of `guard`, for a while."""
        path = self.folder / guard.file
        before = path.read_text()
        try:
            self._write(path, source)
            yield
        finally:
            self._write(path, before)

    def _write(self, path: Path, source: str) -> None:
        path.write_text(source)
        # Two versions within a second and of one size look alike to Python.
        Path(cache_from_source(str(path))).unlink(missing_ok=True)


@contextmanager
def taken(benches: "Queue[Bench]") -> Iterator[Bench]:
    bench = benches.get()
    try:
        yield bench
    finally:
        benches.put(bench)


def _survives(benches: "Queue[Bench]", guard: Guard, source: str) -> bool:
    with taken(benches) as bench, bench.without(guard, source):
        try:
            survived = bench.test("-x", *guard.tests).returncode == 0
        except subprocess.TimeoutExpired:
            survived = False
    if survived:
        print(f"survived: {guard.file}: {guard.protects}", flush=True)
    return survived


def _constraints(benches: "Queue[Bench]") -> tuple[int, list[str]]:
    """How many guards of the database tests miss when they are off, and the tests that do not."""
    with taken(benches) as bench:
        files = map(str, guards.files_around_services(bench.folder))
        notes = bench.folder / "missed"
        told = bench.test("-rfE", *files, **{MISSED: str(notes)}).stdout
    unnoticed = re.findall(r"^(?:FAILED|ERROR) (.+)$", told, re.MULTILINE)
    return len(set(notes.read_text().split())), unnoticed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
