"""The texts people agree to: files beside the code, one a purpose, version and language.

A file that has been in use is never changed; `<purpose>-<next version>.<language>.txt` follows it.
They are no translations of one message: each is fixed word for word, because its hash is.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import ConflictError
from mentoring.privacy.models import ConsentText

FOLDER = Path(__file__).resolve().parent.parent / "texts"
FILE_NAME = re.compile(r"(?P<purpose>\w+)-(?P<version>\d+)\.(?P<language>[\w-]+)\.txt")


@dataclass(frozen=True, slots=True)
class Text:
    """One version of what somebody agrees to, in one language."""

    purpose: str
    version: int
    language: str
    body: str

    @property
    def sha256(self) -> str:
        """The fingerprint by which a form says which text it showed."""
        return hashlib.sha256(self.body.encode()).hexdigest()


@cache
def all_texts() -> tuple[Text, ...]:
    """All versions of all texts, as they stand in the files.

    Raises:
        RuntimeError: a file's name does not tell purpose, version and language.
    """
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.txt")))


def current(purpose: str, language: str) -> Text:
    """The newest text of `purpose` in `language`; German where that language has none.

    Raises:
        RuntimeError: as in `all_texts`.
        ValueError: there is no text for this purpose.
    """
    texts = [text for text in all_texts() if text.purpose == purpose]
    fitting = [text for text in texts if text.language == language]
    return max(fitting or _german(texts), key=lambda text: text.version)


def shown(purpose: str, sha256: str) -> Text:
    """The text that a page showed.

    Raises:
        ConflictError: it is no longer the newest, or no text of ours at all ("text_changed").
    """
    for text in all_texts():
        meant = (text.purpose, text.sha256) == (purpose, sha256)
        if meant and text == current(purpose, text.language):
            return text
    raise ConflictError(_("Our text has changed. Please read it again."), code="text_changed")


def keep(text: Text) -> ConsentText:
    """The row that keeps `text` for good, written when somebody first agrees to it.

    Raises:
        RuntimeError: the file was changed, but its version was not.
    """
    row, _created = ConsentText.objects.get_or_create(
        purpose=text.purpose,
        version=text.version,
        language=text.language,
        defaults={"sha256": text.sha256, "body": text.body},
    )
    if row.sha256 != text.sha256:
        raise RuntimeError(f"{row} was changed after use: give the new text a new version")
    return row


def _read(path: Path) -> Text:
    match = FILE_NAME.fullmatch(path.name)
    if not match:
        raise RuntimeError(f"{path.name} is no <purpose>-<version>.<language>.txt")
    body = path.read_text(encoding="utf-8").strip()
    return Text(match["purpose"], int(match["version"]), match["language"], body)


def _german(texts: list[Text]) -> list[Text]:
    return [text for text in texts if text.language == "de"]
