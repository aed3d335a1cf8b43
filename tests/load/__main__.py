"""`python -m tests.load [name …]` measures the speed; each figure is one line of JSON.

Every benchmark is a process of its own, which brings up what it measures.
"""

import subprocess
import sys

BENCHMARKS = (
    "landing",
    "form_step",
    "rush",
    "outbox",
    "applications_list",
    "matching_small",
    "matching_leximin",
    "matching_triads",
    "matching_churn",
    "board_resolve",
    "matching_10k",
    "matching_100k",
)


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all; 1 if a figure missed its target."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"No {', '.join(unknown)} here, only {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    missed = [run(name) for name in names or BENCHMARKS]
    return int(any(missed))


def run(name: str) -> int:
    return subprocess.run([sys.executable, "-m", f"tests.load.{name}"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
