"""The one door through which a state changes."""

from datetime import datetime
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.models import Lifecycled, Transition


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
    note: str = "",
    back: bool = False,
    **fields: object,
) -> Transition:
    """Change `obj.state` to `target`, write the log row and return it.

    `fields` are columns that change in the same statement. Compare-and-swap: of two callers
    that read the same state one succeeds, the other gets `StaleStateError`. `TransitionError` when
    the table of moves has no such step; `back` asks the table of ways back instead. `obj` is
    untouched unless the move succeeds.
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
    transition = record(obj, by=by, now=now, note=note, source=source, target=target)
    # Last, so that an error above leaves the object as the rolled-back row is.
    obj.state = target
    for name, value in columns.items():
        setattr(obj, name, value)
    return transition


def record(
    obj: Lifecycled, *, by: Actor, now: datetime, note: str, source: str = "", target: str = ""
) -> Transition:
    """Write into the history of `obj` what does not change its state, such as a new time."""
    return Transition.objects.create(
        content_type=ContentType.objects.get_for_model(type(obj)),
        object_id=obj.pk,
        source=source or obj.state,
        target=target or obj.state,
        actor_kind=by.kind,
        actor_user=cast("Any", by.user),
        actor_role=by.role,
        note=note,
        at=now,
    )
