"""Everything we know about a person, for that person: Art. 15 and 20 GDPR."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Manager, Model
from django.db.models.fields.files import FieldFile

from mentoring.common.actors import Actor
from mentoring.common.models import Lifecycled, Transition
from mentoring.common.states import NoteFor
from mentoring.privacy.models import Subject
from mentoring.privacy.services import answers, holdings
from mentoring.privacy.states import Purpose, Reason
from programmes.cohorts.models import Programme


@transaction.atomic
def export(
    subject: Subject, *, by: Actor, now: datetime, programme: Programme | None = None
) -> dict[str, Any]:
    """All declared rows as plain JSON values, by model.

    It holds the voluntary answers, so it is a read of them: without `programme` by the person,
    with it by a manager of the programme whom the person asked. The read is logged.

    Raises:
        PermissionDenied: `by` does not manage `programme`, or the person is not part of it.
    """
    _note_reading(subject, programme, by, now)
    data = {
        holding.entry.model._meta.label_lower: [
            _row(row, holding.entry.exported) for row in holding.rows.order_by("pk")
        ]
        for holding in holdings.collect(subject.pk)
    }
    whole = {"subject": subject.pk, "exported_at": now, "data": data}
    plain: dict[str, Any] = json.loads(json.dumps(whole, cls=_Encoder))
    return plain


def _note_reading(subject: Subject, programme: Programme | None, by: Actor, now: datetime) -> None:
    for purpose in (Purpose.OUTREACH, Purpose.MATCHING):
        if programme is None:
            answers.own_answers(subject=subject, purpose=purpose, by=by, now=now)
        else:
            answers.read(
                subject=subject,
                purpose=purpose,
                programme=programme,
                by=by,
                reason=Reason.REQUEST,
                now=now,
            )


def _row(row: Model, paths: tuple[str, ...]) -> dict[str, Any]:
    values = {path: _value(row, path) for path in paths}
    if isinstance(row, Lifecycled):
        values["history"] = [_change(row, change) for change in row.transitions.all()]
    return values


def _change(row: Lifecycled, change: Transition) -> dict[str, Any]:
    """One line of a history; of the notes those that are not for staff only."""
    return {
        "source": change.source,
        "target": change.target,
        "event": row.EVENTS.get(change.event, change.event),
        "note": change.note if change.note_for == NoteFor.PERSON else "",
        "at": change.at,
        "actor_role": change.actor_role,
    }


def _value(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = getattr(row, name) if row is not None else None
    return [str(each) for each in row.all()] if isinstance(row, Manager) else row


class _Encoder(DjangoJSONEncoder):
    """Whatever JSON has no word for is told as staff see it: a related row, a range, a file."""

    def default(self, o: Any) -> Any:
        if isinstance(o, FieldFile):
            return o.name
        try:
            return super().default(o)
        except TypeError:
            return str(o)
