import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[3]
FOLDERS = (CHECKOUT / "matching" / "engine", CHECKOUT / "mentoring" / "common" / "spreadsheets")
MODULES = sorted(
    ".".join(path.relative_to(CHECKOUT).with_suffix("").parts)
    for folder in FOLDERS
    for path in folder.glob("*.py")
    if path.stem != "__init__"
)
ALLOWED = ("matching.engine", "mentoring.common.spreadsheets")
ROOMS = ("matching", "mentoring", "programmes")
PROGRAM = f"""
import sys
sys.modules["django"] = None
import {", ".join(MODULES)}
ours = {{name for name in sys.modules if name.split(".")[0] in {ROOMS} and "." in name}}
print(*(name for name in ours - {{"mentoring.common"}} if not name.startswith({ALLOWED})))
"""


def test_the_engine_and_its_tables_need_no_django_and_nothing_else_of_ours():
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=CHECKOUT, check=True, capture_output=True, text=True
    )
    assert found.stdout.split() == []
