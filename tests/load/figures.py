"""What was measured, beside what it should be."""

import json
import statistics
from collections.abc import Sequence


def figure(name: str, value: float, unit: str, target: float) -> bool:
    """Print one figure; whether it keeps its target, which is the most it may be."""
    ok = value <= target
    line = {"name": name, "value": round(value, 3), "unit": unit, "target": target, "ok": ok}
    print(json.dumps(line), flush=True)
    return ok


def at_least(name: str, value: float, unit: str, target: float) -> bool:
    """As `figure`, where the target is the least that it may be."""
    ok = value >= target
    line = {"name": name, "value": round(value, 3), "unit": unit, "target": target, "ok": ok}
    print(json.dumps(line), flush=True)
    return ok


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
