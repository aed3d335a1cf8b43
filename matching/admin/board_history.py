"""Who did what on a board, in words; a step itself knows people by number only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.admin.board_presenter import BoardWords
from matching.models import Plan, Step
from matching.states import StepKind
from mentoring.common.models import Transition

SHOWN = 20
# So many people of a step are named, and no more.
NAMED = 2


@dataclass(frozen=True)
class Done:
    """A step as the history shows it."""

    kind: str | Promise
    text: str
    by: Any
    at: datetime
    is_undone: bool
    reason: str


def history(plan: Plan, words: BoardWords) -> list[Done]:
    """The last steps, newest first."""
    steps = Step.objects.filter(plan=plan).select_related("made_by").order_by("-number")[:SHOWN]
    return [
        Done(
            step.get_kind_display(),
            sentence(step, words),
            step.made_by or _("A former colleague"),
            step.made_at,
            step.undone_at is not None,
            step.reason,
        )
        for step in steps
    ]


def sentence(step: Step, words: BoardWords) -> str:
    """What a step did, without who and when."""
    entries = [each for each in step.after if "mentee" in each]
    marks = [each["blocked"] for each in (*step.after, *step.before) if "blocked" in each]
    if marks:
        return " – ".join(words.name(one) for one in marks[0])
    if step.kind == StepKind.SOLVE or len(entries) > NAMED:
        text = ngettext("%(count)s pair changed", "%(count)s pairs changed", len(entries))
        return text % {"count": len(entries)}
    return "; ".join(_line(each, words) for each in entries)


def _line(entry: dict[str, Any], words: BoardWords) -> str:
    if not entry["mentor"]:
        return _("%(name)s has no mentor now") % {"name": words.name(entry["mentee"])}
    people = [words.name(entry["mentee"]), words.name(entry["mentor"])]
    if entry["co_mentor"]:
        people.append(words.name(entry["co_mentor"]))
    return " – ".join(people)


def latest(plan: Plan, words: BoardWords | None = None) -> dict[str, Any] | None:
    """Who changed the plan last, when, and – with `words` – what they did."""
    step = Step.objects.filter(plan=plan).select_related("made_by").order_by("-number").first()
    kind = ContentType.objects.get_for_model(Plan)
    changes = Transition.objects.filter(content_type=kind, object_id=plan.pk)
    change = changes.select_related("actor_user").order_by("-at", "-pk").first()
    if step and (change is None or change.at <= step.made_at):
        what = f"{step.get_kind_display()}: {sentence(step, words)}" if words else ""
        return {"by": step.made_by or _("A former colleague"), "at": step.made_at, "what": what}
    if change:
        by = change.actor_user or _("A former colleague")
        return {"by": by, "at": change.at, "what": ""}
    return None
