"""The board: a plan on which staff see, change and understand who is with whom."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from matching.admin.board_history import history, latest, sentence
from matching.admin.board_presenter import BoardWords, number, signed
from matching.models import Plan
from matching.policies import can_match
from matching.services.board import board_log, boards
from mentoring.common.actors import Actor
from mentoring.common.admin_pages import StaffPage
from mentoring.common.clock import now
from programmes.profiles.models import Profile

SHOW = ("", "unmatched", "weak", "unlocked", "unconfirmed", "broken")
UNMATCHED_FIRST = -1
# The cookie with the look of the board that somebody has chosen.
VIEW, VIEWS = "board_view", ("full", "compact")


def board_url(plan: Plan) -> str:
    return reverse("admin:matching_plan_change", args=[plan.pk])


class PlanPage(StaffPage):
    """A page about one plan."""

    policy = can_match
    model = Plan
    related = ("run", "cohort__programme")

    @cached_property
    def words(self) -> BoardWords:
        """The board as it is now, ready to be put into words."""
        by = Actor.of(self.request.user)
        return BoardWords(boards.load(self.row, by=by, now=now()))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "plan": self.row,
            "board_url": board_url(self.row),
            "is_compact": is_compact(self.request),
        }
        return super().get_context_data(**(page | more))


def is_compact(request: HttpRequest) -> bool:
    """Whether the board shows a pair a line."""
    chosen = request.GET.get("view", request.COOKIES.get(VIEW, ""))
    return bool(chosen == "compact")


class BoardPage(PlanPage, TemplateView):
    template_name = "admin/matching/board.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Which look somebody has chosen is remembered."""
        answer = super().get(request, *args, **kwargs)
        if request.GET.get("view") in VIEWS:
            answer.set_cookie(
                VIEW,
                request.GET["view"],
                max_age=timedelta(days=365),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return answer

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = whole(self.words, self.request.GET)
        return super().get_context_data(**(page | more))


class SincePage(PlanPage, View):
    """Asked every few seconds by an open board: whether somebody else has changed the plan."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = request.GET.get("version", "")
        if seen == str(self.row.version):
            return HttpResponse(status=204)
        return JsonResponse({"version": self.row.version, "said": changed_by(self.row)})


def changed_by(plan: Plan, words: BoardWords | None = None) -> str:
    """Who changed the plan last: “Miriam Keller changed this plan 10 seconds ago.”"""
    last = latest(plan, words)
    if last is None:
        return _("Somebody has changed this plan.")
    values = {"name": last["by"], "ago": _ago(now() - last["at"]), "what": last["what"]}
    if last["what"]:
        return _("%(name)s changed this plan %(ago)s (%(what)s).") % values
    return _("%(name)s changed this plan %(ago)s.") % values


def _ago(passed: timedelta) -> str:
    seconds = max(0, int(passed.total_seconds()))
    if seconds < 60:  # noqa: PLR2004 - a minute
        return _("%(count)s seconds ago") % {"count": seconds}
    if seconds < 3600:  # noqa: PLR2004 - an hour
        return _("%(count)s minutes ago") % {"count": seconds // 60}
    return _("some time ago")


def whole(words: BoardWords, given: Mapping[str, str]) -> dict[str, Any]:
    """All that the board shows; what is `given` in the address may narrow and sort the rows."""
    asked = {name: given.get(name, "") for name in ("show", "sort", "q")}
    rows = [words.row(look) for look in words.looks.all.values()]
    return {
        **figures(words),
        "rows": _sorted(_narrowed(rows, asked, words), asked["sort"]),
        "broken": broken(words),
        "mentors": free_mentors(words),
        "asked": asked,
        "stale": "",
        "publish_url": reverse("admin:matching_plan_publish", args=[words.board.plan.pk]),
    }


def figures(words: BoardWords) -> dict[str, Any]:
    """What stands above the rows."""
    plan = words.board.plan
    text, is_best = words.verdict
    return {
        "plan": plan,
        "zone": settings.TIME_ZONE,
        "figures": words.looks.figures,
        "numbers": words.numbers,
        "verdict": text,
        "is_best": is_best,
        "last_change": last_change(words),
        "history": history(plan, words),
        "undoable": words.looks.last_step if plan.is_draft else None,
        "redoable": board_log.redoable(plan, words.looks.last_step) if plan.is_draft else None,
    }


def last_change(words: BoardWords) -> dict[str, Any] | None:
    """What the last step did to the plan."""
    found = words.looks.before
    if found is None:
        return None
    step, before = found
    after = words.looks.grid
    return {
        "kind": step.get_kind_display(),
        "text": sentence(step, words),
        "total": signed(after.total - before.total),
        "weakest": signed(after.weakest - before.weakest),
        "matched": signed(after.matched - before.matched),
    }


def broken(words: BoardWords) -> list[dict[str, Any]]:
    """Pairs that cannot stay, and mentors with too many."""
    pairs = [
        {
            "id": one,
            "mentee": words.name(one),
            "mentor": words.name(look.mentor),
            "why": words.broken(look),
        }
        for one, look in words.looks.all.items()
        if look.is_broken and words.board.plan.is_draft
    ]
    text = _("has more mentees here than places.")
    crowded = [{"mentor": words.name(one), "why": text} for one in words.board.crowded]
    return [*pairs, *crowded]


def free_mentors(words: BoardWords) -> list[dict[str, Any]]:
    """Mentors with places left, those with most first."""
    grid = words.looks.grid
    free = [
        (int(places), grid.mentors[spot]) for spot, places in enumerate(grid.free) if places > 0
    ]
    return [
        {
            "id": one,
            "name": words.name(one),
            "url": words.person_url(one),
            "facts": words.facts(one),
            "free": places,
        }
        for places, one in sorted(free, key=lambda each: (-each[0], words.sort_name(each[1])))
    ]


def _narrowed(
    rows: list[dict[str, Any]], asked: dict[str, str], words: BoardWords
) -> list[dict[str, Any]]:
    show, find = asked["show"], asked["q"].strip()
    if show in SHOW and show:
        rows = [row for row in rows if show in row["states"].split()]
    if find:
        meant = Profile.objects.filter(cohort=words.board.plan.cohort_id).search(find)
        ids = {str(pk) for pk in meant.values_list("pk", flat=True)}
        rows = [row for row in rows if ids & {row["id"], row["mentor"]}]
    return rows


def _sorted(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """Those without a mentor first; then the weakest pairs, unless asked otherwise."""
    keys = {
        "name": lambda row: row["sort_name"],
        "best": lambda row: (row["points"] != UNMATCHED_FIRST, -row["points"], row["sort_name"]),
    }
    return sorted(rows, key=keys.get(sort, lambda row: (row["points"], row["sort_name"])))


def parts(words: BoardWords, before: BoardWords, request: HttpRequest) -> dict[str, str]:
    """Pieces of the page that an open board puts in place, by their ids."""
    about = figures(words) | {"broken": broken(words), "is_compact": is_compact(request)}
    drawn = ["figures", "bar", "broken", "history"]
    if (words.looks.grid.free != before.looks.grid.free).any():
        about["mentors"] = free_mentors(words)
        drawn.append("side")
    found: dict[str, str] = {
        f"board-{name}": render_to_string(f"admin/matching/board_{name}.html", about, request)
        for name in drawn
    }
    looks, old = words.looks.all, before.looks.all
    others = words.looks.other_alternatives(before.looks)
    for one, look in looks.items():
        # Why somebody has nobody may have changed by any move.
        if look != old.get(one) or (look.points is None and not look.is_broken):
            row = {"row": words.row(look), "plan": words.board.plan}
            found[f"row-{one}"] = render_to_string("admin/matching/board_row.html", row)
        elif one in others and not (look.flags[0] or look.flags[1]):
            found[f"options-{one}"] = str(words.options(one))
    return found


def summary(words: BoardWords) -> str:
    """Where the plan stands, for ears."""
    found = words.looks.figures
    values = {
        "matched": number(found.matched),
        "of": number(found.mentees),
        "total": number(found.total),
        "weakest": number(found.weakest),
    }
    return _("%(matched)s of %(of)s matched, total %(total)s, weakest pair %(weakest)s.") % values


def with_pairs(rows: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with how many pairs they have."""
    confirmed = Count("pairs", filter=Q(pairs__confirmed=True))
    return rows.annotate(count=Count("pairs"), confirmed=confirmed)
