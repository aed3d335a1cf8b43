"""500 mentees and 500 mentors from cells to explanations, beside two packages of PyPI.

The packages `mentor-match` and `matching` are installed into folders of their own by
`MATCHING_PEERS=folder`: `folder/mentor-match` and `folder/matching` (both bring a top-level package
named as ours). Where they are missing, only our own time is measured.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from matching.engine.explain import Explainer, in_words
from matching.engine.solve import solve
from tests.load import crowd
from tests.load.figures import at_least, figure

SIZE = 500
TIMES = {"mentor-match": 150, "matching": 300}
PATIENCE = 3_600


def main() -> bool:
    problem = crowd.problem(SIZE, SIZE)
    took = min(once(problem) for _turn in range(5))
    folder = os.environ.get("MATCHING_PEERS")
    ok = figure("matching_small", took, "s", 1)
    for name, times in TIMES.items() if folder else ():
        peer = Path(folder) / name
        seconds = seconds_of(name, peer)
        ok = at_least(f"matching_small faster than {name}", seconds / took, "times", times) and ok
    return ok


def once(problem: crowd.Problem) -> float:
    begun = time.perf_counter()
    plan = solve(problem, crowd.CRITERIA, "total")
    explainer = Explainer(problem, crowd.CRITERIA, plan)
    pairs = [(pair.mentee, pair.mentor) for pair in plan.pairs]
    sentences = [in_words(reasons) for reasons in explainer.reasons_of(pairs)]
    assert all(sentences)
    assert plan.total == plan.bound
    return time.perf_counter() - begun


def seconds_of(name: str, folder: Path) -> float:
    script = Path(__file__).parent / "peers" / f"{name.replace('-', '_')}.py"
    env = os.environ | {"PYTHONPATH": str(folder)}
    command = [sys.executable, str(script), str(SIZE)]
    output = subprocess.check_output(command, env=env, text=True, timeout=PATIENCE, cwd="/")
    return float(json.loads(output)["seconds"])


if __name__ == "__main__":
    sys.exit(not main())
