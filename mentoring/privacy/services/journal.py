"""Erasures and withdrawals as a file outside the database, to be repeated after a restore.

A backup knows nothing of what was erased after it was made.
"""

import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from mentoring.common.actors import Actor
from mentoring.privacy.models import Consent, Erasure, Subject
from mentoring.privacy.services import consents, erasure
from mentoring.privacy.states import Channel, ConsentKind

Record = dict[str, str]


def write(path: Path) -> int:
    """Add what the database knows to the file; what the file knew already stays in it.

    So a journal written once too often, after the restore and before the replay, loses nothing.
    Returns how many lines the file has.
    """
    known = {_dump(line) for line in read(path)} if path.exists() else set()
    lines = sorted(known | {_dump(line) for line in _lines()})
    draft = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return len(lines)


def read(path: Path) -> list[Record]:
    """The lines of a journal: each tells of one erasure or withdrawal, and when it was.

    Raises:
        ValueError: a line is no JSON.
    """
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def replay(lines: Iterable[Record], *, now: datetime) -> int:
    """Repeat what the database has forgotten; how much that was."""
    return sum(_repeat(line, now) for line in sorted(lines, key=lambda line: line["at"]))


def _lines() -> Iterator[Record]:
    for subject_id, at in Erasure.objects.values_list("subject", "at"):
        yield {"at": at.isoformat(), "erased": str(subject_id)}
    withdrawals = Consent.objects.filter(kind=ConsentKind.WITHDRAWN)
    for subject_id, purpose, at in withdrawals.values_list("subject", "purpose", "at"):
        yield {"at": at.isoformat(), "withdrawn": str(subject_id), "purpose": purpose}


def _repeat(line: Record, now: datetime) -> bool:
    at = datetime.fromisoformat(line["at"])
    subject = Subject.objects.filter(pk=line.get("erased") or line["withdrawn"]).first()
    if subject is None or subject.erased_at:
        return False
    if "erased" in line:
        erasure.erase(subject, by=Actor.system(), now=now)
        return True
    return _withdraw_again(subject, line["purpose"], at)


def _withdraw_again(subject: Subject, purpose: str, at: datetime) -> bool:
    """Unless the person has agreed anew since."""
    newest = Consent.objects.of(subject, purpose).first()
    if newest is None or newest.kind == ConsentKind.WITHDRAWN or newest.at > at:
        return False
    consents.withdraw(
        subject=subject, purpose=purpose, channel=Channel.RESTORE, now=at, by=Actor.system()
    )
    return True


def _dump(line: Any) -> str:
    return json.dumps(line, sort_keys=True)
