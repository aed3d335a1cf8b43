import subprocess
import sys
from pathlib import Path

ENGINE = Path(__file__).parents[3] / "matching" / "engine"
MODULES = sorted(path.stem for path in ENGINE.glob("*.py") if path.stem != "__init__")


def test_the_engine_needs_no_django():
    imports = "; ".join(f"import matching.engine.{name}" for name in MODULES)
    command = [sys.executable, "-c", f"import sys; sys.modules['django'] = None; {imports}"]
    subprocess.run(command, cwd=ENGINE.parents[1], check=True)
