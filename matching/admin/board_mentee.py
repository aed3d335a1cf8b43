"""One mentee on the board: the pair, why it suits, and everybody who could come instead."""

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.generic import TemplateView

from matching.admin.board import PlanPage
from matching.models import Block
from matching.services import rationales

JSON = "application/json"
# For so many candidates the page says why at once.
EXPLAINED = 15


class MenteePage(PlanPage, TemplateView):
    """All about one mentee: a page of its own without script, a dialog with it."""

    template_name = "admin/matching/board_mentee.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.mentee not in self.words.pool.people:
            raise Http404
        if request.headers.get("Accept") == JSON:
            return JsonResponse({"options": self._effects()})
        return super().get(request, *args, **kwargs)

    @cached_property
    def mentee(self) -> str:
        return str(self.kwargs["mentee"])

    @cached_property
    def _options(self) -> list[dict[str, Any]]:
        """Everybody who is possible, best first."""
        row = self.words.board.row(self.mentee)
        outcomes = self.words.looks.grid.best(row) if row is not None else []
        return [self.words.option(self.mentee, each) for each in outcomes]

    def _effects(self) -> dict[str, dict[str, Any]]:
        """By mentor what a move there brings, for who drags the mentee over them."""
        known = ("do", "name", "gain", "then", "total", "matched", "points", "other")
        return {each["mentor"]: {key: each[key] for key in known} for each in self._options}

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        words, board = self.words, self.words.board
        look = words.looks.of(self.mentee)
        page = {
            "row": words.row(look),
            "reasons": words.speaker.phrases(board.reasons.get(self.mentee, ())),
            "options": self._explained(),
            "impossible": self._impossible(),
            "rationale": self._rationale(look.texts[1]),
            "co_mentors": self._co_mentors(look.mentor),
            "co_mentor": look.co_mentor,
            "may_move": self.row.is_draft and not (look.flags[0] or look.flags[1]),
        }
        return super().get_context_data(**(page | more))

    def _explained(self) -> list[dict[str, Any]]:
        first = self._options[:EXPLAINED]
        told = self.words.board.explainer.reasons_of([(self.mentee, o["mentor"]) for o in first])
        for option, why in zip(first, told, strict=True):
            option["why"] = self.words.speaker.sentences(why)
        for option in self._options:
            option["facts"] = self.words.facts(option["mentor"])
        return self._options

    def _impossible(self) -> list[dict[str, Any]]:
        """Mentors whom a rule or a block keeps away, with why."""
        words, grid = self.words, self.words.looks.grid
        row = words.board.row(self.mentee)
        if row is None:
            return []
        away = [grid.mentors[spot] for spot in (~grid.allowed[row]).nonzero()[0]]
        told = words.board.explainer.check([(self.mentee, one) for one in away])
        blocks = Block.objects.filter(mentee=self.mentee, cohort=self.row.cohort_id)
        reasons = {str(block.mentor_id): block.reason for block in blocks}
        found = [
            {
                "id": one,
                "name": words.name(one),
                "why": " ".join(words.speaker.hindrances(why)),
                "block": reasons.get(one),
            }
            for one, why in zip(away, told, strict=True)
        ]
        return sorted(found, key=lambda each: (each["block"] is None, words.sort_name(each["id"])))

    def _rationale(self, written: str) -> str:
        """What somebody wrote, or what may be told to the two."""
        pairs = [pair for pair in self.words.board.known if pair[0] == self.mentee]
        if written or not pairs:
            return written
        return rationales.drafts(self.words.pool, pairs)[0]

    def _co_mentors(self, mentor: str) -> list[tuple[str, str]]:
        if not mentor:
            return []
        found = self.words.board.co_mentors_of(self.mentee, mentor)
        return [(one, self.words.name(one)) for one in found]
