import pytest

from mentoring.launcher.folder import FolderError, own_folder, throw_away


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MENTORING_FOLDER", str(tmp_path / "own"))
    return tmp_path / "own"


def test_it_is_closed_to_others(folder):
    assert own_folder() == folder
    assert folder.stat().st_mode & 0o066 == 0


def test_a_link_laid_by_somebody_else_is_refused(folder, tmp_path):
    folder.symlink_to(tmp_path)
    with pytest.raises(FolderError, match="somebody else"):
        own_folder()


def test_a_throw_away_folder_is_gone_afterwards(folder):
    with throw_away(own_folder()) as place:
        (place / "data").touch()
    assert list(folder.iterdir()) == []
