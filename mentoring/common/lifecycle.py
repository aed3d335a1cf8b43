"""The one door through which a state changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.models import Lifecycled, Transition
from mentoring.common.states import NoteFor


class TransitionError(DomainError):
    """The table of moves does not allow this change."""


class StaleStateError(TransitionError, ConflictError):
    """Somebody else changed the state since this object was read."""


@transaction.atomic
def move(
    obj: Lifecycled,
    target: str,
    *,
    by: Actor,
    now: datetime,
    event: str = "",
    data: Mapping[str, Any] | None = None,
    note: str = "",
    note_for: NoteFor = NoteFor.STAFF,
    back: bool = False,
    **fields: object,
) -> Transition:
    """Change `obj.state` to `target`, write the log row and return it.

    `fields` are columns that change in the same statement; `event`, `data` and `note` are as in
    `record`. `back` asks the table of ways back instead of that of moves. `obj` is untouched unless
    the move succeeds.

    Raises:
        TransitionError: the table has no such step ("not_allowed").
        StaleStateError: of two callers that read the same state, the other was first ("stale").
        ValueError: the model knows no such event.
    """
    source = obj.state
    if target not in (obj.WAYS_BACK if back else obj.MOVES).get(source, frozenset()):
        raise TransitionError(_("This step is not possible any more."), code="not_allowed")
    model: type[Any] = type(obj)
    rows = model._default_manager.filter(pk=obj.pk, state=source)
    # A step back may hand over since when the earlier state lasts.
    columns = {"state_since": now} | fields
    swapped = rows.update(state=target, **columns)
    if not swapped:
        raise StaleStateError(_("Somebody else has just changed this."), code="stale")
    transition = record(
        obj,
        by=by,
        now=now,
        event=event,
        data=data,
        note=note,
        note_for=note_for,
        source=source,
        target=target,
    )
    # Last, so that an error above leaves the object as the rolled-back row is.
    obj.state = target
    for name, value in columns.items():
        setattr(obj, name, value)
    return transition


def record(
    obj: Lifecycled,
    *,
    by: Actor,
    now: datetime,
    event: str = "",
    data: Mapping[str, Any] | None = None,
    note: str = "",
    note_for: NoteFor = NoteFor.STAFF,
    source: str = "",
    target: str = "",
) -> Transition:
    """Write into the history of `obj` that it began, or an event that does not change its state.

    `event` is one of `obj.EVENTS`, and `data` are its details as JSON, never a name. `note` is text
    for people; who is concerned gets it with a copy of their data if it is `note_for` them, too.

    Raises:
        ValueError: the model knows no such event.
    """
    if event and event not in obj.EVENTS:
        raise ValueError(event)
    return Transition.objects.create(
        content_type=ContentType.objects.get_for_model(type(obj)),
        object_id=obj.pk,
        source=source or obj.state,
        target=target or obj.state,
        actor_kind=by.kind,
        actor_user=cast("Any", by.user),
        actor_role=by.role,
        event=event,
        data=dict(data or {}),
        note=note,
        note_for=note_for,
        at=now,
    )
