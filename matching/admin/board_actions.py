"""A step on the board: what a button sends, and what the open board gets back."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from matching.admin.board import PlanPage, board_url, changed_by, parts, summary, whole
from matching.admin.board_presenter import BoardWords
from matching.models import Plan
from matching.services.board import board_log, boards, confirming, locks, moves
from matching.services.board.board_log import StaleBoardError
from matching.services.board.boards import Board
from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError

JSON = "application/json"
How = dict[str, Any]
People = list[uuid.UUID | None]


class StepPage(PlanPage, TemplateView):
    """POST `do` = verb and people, joined by colons, with the `version` that one saw."""

    template_name = "admin/matching/board.html"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plan = self.row
        before = self.words
        try:
            said = self._act(plan)
        except StaleBoardError:
            return self._stale()
        except DomainError as refusal:
            return self._refused(refusal)
        return self._done(before, said)

    def _act(self, plan: Plan) -> str:
        verb, people = _read(self.request.POST.get("do", ""))
        how = {"version": version_of(self.request), "by": Actor.of(self.request.user), "now": now()}
        if verb in LOOK:
            how["seen"] = self.words.board
        return VERBS[verb](plan, people, how, self.request)

    def _done(self, before: BoardWords, said: str) -> HttpResponse:
        if not self._wants_json:
            messages.success(self.request, said)
            return redirect(board_url(self.row))
        plan = Plan.objects.select_related(*self.related).get(pk=self.row.pk)
        after = BoardWords(self._after(plan))
        return JsonResponse(
            {
                "version": plan.version,
                "said": f"{said} {summary(after)}",
                "parts": parts(after, before, self.request),
            }
        )

    def _after(self, plan: Plan) -> Board:
        """What is blocked makes other people possible; else the people are those of before."""
        if "block" in self.request.POST["do"]:
            return boards.load(plan, by=Actor.of(self.request.user), now=now())
        return Board(plan, self.words.board.frame)

    def _refused(self, refusal: DomainError) -> HttpResponse:
        if not self._wants_json:
            messages.error(self.request, refusal.message)
            return redirect(board_url(self.row))
        return JsonResponse({"said": refusal.message, "code": refusal.code}, status=refusal.status)

    def _stale(self) -> HttpResponse:
        """The board as it is now, with who changed it, and an offer to do the same again."""
        plan = Plan.objects.select_related(*self.related).get(pk=self.row.pk)
        words = BoardWords(boards.load(plan, by=Actor.of(self.request.user), now=now()))
        page = whole(words, {}) | {"plan": plan, "stale": changed_by(plan, words)}
        page["again"] = again(words, self.request)
        return self.render_to_response(self.get_context_data(**page), status=409)

    @property
    def _wants_json(self) -> bool:
        return self.request.headers.get("Accept") == JSON


def again(words: BoardWords, request: HttpRequest) -> dict[str, Any] | None:
    """The same wish on the board as it is now, if it is still possible."""
    verb, people = _read(request.POST.get("do", ""))
    given = {name: request.POST.get(name, "") for name in ("reason", "rationale", "co_mentor")}
    if verb != "move":
        return given | {"do": request.POST["do"], "what": "", "option": None}
    grid, (mentee, mentor) = words.looks.grid, map(str, people[:2])
    row, column = words.board.row(mentee), words.board.column(mentor)
    if row is None or column is None or not grid.is_possible(row, column):
        return None
    option = words.option(mentee, grid.outcome(row, column))
    names = {"mentee": words.name(mentee), "mentor": words.name(mentor)}
    what = _("%(mentee)s to %(mentor)s") % names
    return given | {"do": option["do"], "what": what, "option": option}


def _read(do: str) -> tuple[str, People]:
    verb, *ids = do.split(":")
    if verb not in VERBS:
        raise Http404
    try:
        people: People = [uuid.UUID(one) if one else None for one in ids]
    except ValueError:
        raise Http404 from None
    # Left-out people at the end are nobody.
    return verb, [*people, None, None, None, None][:4]


def version_of(request: HttpRequest) -> int:
    """The version of the plan that somebody saw."""
    try:
        return int(request.POST.get("version", ""))
    except ValueError:
        return -1


def _move(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    mentee, mentor, displaced, goes_to = people
    moves.move(
        plan, mentee=_one(mentee), mentor=_one(mentor), displaced=displaced, goes_to=goes_to, **how
    )
    return _("Moved.")


def _remove(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    moves.remove(plan, mentee=_one(people[0]), **how)
    return _("Taken apart.")


def _beside(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    chosen = request.POST.get("co_mentor", "")
    try:
        co_mentor = uuid.UUID(chosen) if chosen else None
    except ValueError:
        raise Http404 from None
    moves.stand_beside(plan, mentee=_one(people[0]), co_mentor=co_mentor, **how)
    return _("Saved.")


def _lock(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    locks.lock(plan, mentee=_one(people[0]), reason=_reason(request), **how)
    return _("Locked: the two stay together.")


def _unlock(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    locks.unlock(plan, mentee=_one(people[0]), **how)
    return _("Unlocked.")


def _block(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    pair = {"mentee": _one(people[0]), "mentor": _one(people[1])}
    locks.block(plan, **pair, reason=_reason(request), **how)
    return _("Blocked: the two are not matched in this cohort any more.")


def _unblock(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    locks.unblock(plan, mentee=_one(people[0]), mentor=_one(people[1]), **how)
    return _("The block is lifted.")


def _solve(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    step = moves.solve_rest(plan, **how)
    text = ngettext("%(count)s pair changed.", "%(count)s pairs changed.", len(step.after))
    return text % {"count": len(step.after)}


def _undo(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    board_log.undo(plan, **how)
    return _("Undone.")


def _redo(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    board_log.redo(plan, **how)
    return _("Done again.")


def _confirm(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    rationale = typed_text(request, "rationale", 2000)
    confirming.confirm(plan, mentee=_one(people[0]), rationale=rationale, **how)
    return _("Confirmed.")


def _unconfirm(plan: Plan, people: People, how: How, request: HttpRequest) -> str:
    confirming.unconfirm(plan, mentee=_one(people[0]), **how)
    return _("Not confirmed any more.")


def _one(person: uuid.UUID | None) -> uuid.UUID:
    if person is None:
        raise Http404
    return person


def _reason(request: HttpRequest) -> str:
    return typed_text(request, "reason", 300).strip()


def typed_text(request: HttpRequest, name: str, most: int) -> str:
    """What was typed, without the one sign that the database cannot keep."""
    return request.POST.get(name, "").replace("\0", "")[:most]


# Steps that look at the whole board first.
LOOK = {"move", "remove", "beside", "lock", "unlock", "solve", "confirm"}
VERBS: dict[str, Callable[[Plan, People, How, HttpRequest], str]] = {
    "move": _move,
    "remove": _remove,
    "beside": _beside,
    "lock": _lock,
    "unlock": _unlock,
    "block": _block,
    "unblock": _unblock,
    "solve": _solve,
    "undo": _undo,
    "redo": _redo,
    "confirm": _confirm,
    "unconfirm": _unconfirm,
}
