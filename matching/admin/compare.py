"""Two plans side by side."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from matching.admin.board import PlanPage
from matching.admin.board_presenter import BoardWords
from matching.models import Plan
from matching.services.board.boards import Board
from matching.services.board.compare import Comparison, Difference, compare

FIGURES = (
    ("matched", _("Matched")),
    ("total", _("Total")),
    ("weakest", _("Weakest pair")),
    ("free_places", _("Free places")),
    ("confirmed", _("Confirmed")),
)
# Of which of them more is better.
BETTER = {"matched", "total", "weakest"}


class ComparePage(PlanPage, TemplateView):
    """`?with=` names the other plan of the cohort."""

    template_name = "admin/matching/compare.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        others = Plan.objects.filter(cohort=self.row.cohort_id).exclude(pk=self.row.pk)
        other = self._other()
        page: dict[str, Any] = {"others": others, "other": other}
        if other:
            page |= self._compared(other)
        return super().get_context_data(**(page | more))

    def _other(self) -> Plan | None:
        asked = self.request.GET.get("with", "")
        if not asked:
            return None
        try:
            rows = Plan.objects.filter(cohort=self.row.cohort_id, pk=UUID(asked))
        except ValueError:
            raise Http404 from None
        return rows.select_related(*self.related).first()

    def _compared(self, other: Plan) -> dict[str, Any]:
        board = self.words.board
        # By the same rules and people, or points could not be compared.
        found = compare(board, Board(other, board.frame))
        return {
            "figures": _figures(found),
            "same_rules": self.row.run.table == other.run.table,
            "same": found.same,
            "rows": [
                _row(each, self.words)
                for each in sorted(
                    found.differences, key=lambda each: self.words.sort_name(each.mentee)
                )
            ],
        }


def _figures(found: Comparison) -> list[dict[str, Any]]:
    rows = []
    for name, label in FIGURES:
        one, other = (int(getattr(figures, name)) for figures in found.figures)
        better = 0 if one == other or name not in BETTER else 1 if one > other else 2
        rows.append({"label": label, "one": one, "other": other, "better": better})
    return rows


def _row(each: Difference, words: BoardWords) -> dict[str, Any]:
    sides = [
        {"name": words.name(mentor) if mentor else "", "points": points}
        for mentor, points in zip(each.mentors, each.points, strict=True)
    ]
    points = [-1 if worth is None else worth for worth in each.points]
    better = 0 if points[0] == points[1] else 1 if points[0] > points[1] else 2
    name = words.name(each.mentee)
    return {"name": name, "one": sides[0], "other": sides[1], "better": better}
