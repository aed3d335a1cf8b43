"""A script that imports another finds it under its hashed name."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings as project

from mentoring.common.static_files import StaticFiles

SCRIPTS = project.BASE_DIR / "static" / "js"
IMPORTED = re.compile(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""")


@pytest.fixture
def collected(tmp_path, settings):
    """Our scripts as `collectstatic` leaves them: the file of each hashed name."""
    settings.DEBUG = False
    shutil.copytree(SCRIPTS, tmp_path / "js")
    storage = StaticFiles(location=tmp_path, base_url="/static/")
    names = [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.js")]
    for _name, _hashed, error in storage.post_process({name: (storage, name) for name in names}):
        assert not isinstance(error, Exception), error
    return {name: tmp_path / storage.stored_name(name) for name in names}


def test_a_module_imports_others_by_their_hashed_names(collected):
    found = [
        (path.parent / other).resolve()
        for path in collected.values()
        for other in IMPORTED.findall(path.read_text())
    ]
    assert collected["js/dialog.js"] in found
    assert set(found) <= set(collected.values())


def test_only_files_next_to_each_other_are_imported():
    """An import by a bare name, or one that a template makes up, would get no hash."""
    for path in SCRIPTS.rglob("*.js"):
        for line in path.read_text().splitlines():
            if line.startswith("import "):
                (other,) = IMPORTED.findall(line)
                assert Path(path.parent, other).is_file(), f"{path.name}: {line}"
