"""How far a run is and how good its plan is, in plain words."""

from typing import Any

import numpy as np
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from matching.models import Plan, Run
from matching.services import explanations
from matching.services.pool import candidates
from matching.services.pool.candidates import Pool
from matching.states import Objective, RunState
from mentoring.common.formatting import NO_BREAK

# What the engine does → what it is to staff, and where in the whole it stands.
STAGES: dict[str, tuple[str | Promise, float, float]] = {
    "": (gettext_lazy("Waits for a worker"), 0.0, 0.0),
    "people": (gettext_lazy("Reads the people"), 0.02, 0.05),
    "scores": (gettext_lazy("Scores all pairs"), 0.05, 0.15),
    "sample": (gettext_lazy("Looks at a sample"), 0.15, 0.25),
    "assignment": (gettext_lazy("Looks for the best plan"), 0.2, 0.8),
    "relaxation": (gettext_lazy("Looks for the best plan"), 0.2, 0.6),
    "flow": (gettext_lazy("Looks for the best plan"), 0.3, 0.7),
    "priced": (gettext_lazy("Proves that no plan is better"), 0.6, 0.95),
    "branching": (gettext_lazy("Proves that no plan is better"), 0.6, 0.95),
    "leximin": (gettext_lazy("Makes the weakest pairs better"), 0.5, 0.95),
    "done": (gettext_lazy("Done"), 0.97, 1.0),
    "keeping": (gettext_lazy("Keeps the plan"), 0.98, 1.0),
}
SMALL_GAP = 0.0005


def progress(run: Run) -> dict[str, Any]:
    """The stage in words, how much is done of a hundred, and the gap known so far."""
    label, begins, ends = STAGES.get(run.stage, STAGES["assignment"])
    if run.cancel_asked:
        label = _("Stops")
    share = begins + (ends - begins) * run.fraction
    gap = _("at most %(percent)s better possible") % {"percent": percent(run.gap)}
    return {
        "state": run.state,
        "label": str(label if run.state == RunState.RUNNING else run.get_state_display()),
        "percent": 100 if run.state == RunState.DONE else round(100 * share),
        "gap": gap if run.gap and run.state == RunState.RUNNING else "",
    }


def percent(share: float | None) -> str:
    """0.3 %, 12 %, and never 0 % for something."""
    value = 100 * (share or 0)
    if 0 < value < 100 * SMALL_GAP:
        return _("less than %(percent)s") % {"percent": f"{number_format(0.05, 2)}{NO_BREAK}%"}
    return f"{number_format(value, 1)}{NO_BREAK}%"


def certificate(run: Run) -> list[str]:
    """What is proven about the plan that the run made."""
    said = []
    if run.most_mentees is not None and run.proven:
        said.append(_("No plan that keeps the required rules matches more mentees."))
    if run.floor is not None and run.objective == Objective.FAIR:
        said.append(
            _("No such plan has a better weakest pair: %(points)s points.") % {"points": run.floor}
        )
    if run.proven:
        said.append(_("No such plan has a higher total. Proven: this one is optimal."))
    else:
        said.append(
            _("The time was up before a proof: the total could be %(percent)s higher at most.")
            % {"percent": percent(run.gap)}
        )
    return said


def facts(run: Run) -> list[tuple[Any, Any]]:
    """Label and value, of a run that is through or not."""
    found = [
        (_("Aim"), run.get_objective_display()),
        (_("Co-mentors"), _beside(run)),
        (_("Started by"), run.started_by or _("A former colleague")),
    ]
    changed = _changed(run)
    if changed:
        found.append((_("What if"), changed))
    if candidates.asks_for_wishes(run.table):
        found.append((_("Wishes about affiliations"), _wishes(run)))
    if run.state == RunState.DONE:
        found += [
            (_("Total"), _points(run.total or 0)),
            (_("Upper bound"), _points(run.bound or 0)),
            (
                _("Pairs who would both rather have each other"),
                number_format(run.blocking_pairs or 0, force_grouping=True),
            ),
            (_("Took"), _seconds(run.seconds or 0)),
        ]
    return found


def outcome(run: Run) -> str:
    """One line for the list of runs."""
    if run.state == RunState.FAILED:
        return explanations.refusal(run.error)
    if run.state != RunState.DONE:
        return ""
    if run.proven:
        return _("%(points)s, optimal") % {"points": _points(run.total or 0)}
    values = {"points": _points(run.total or 0), "percent": percent(run.gap)}
    return _("%(points)s, at most %(percent)s below the optimum") % values


def scored(pool: Pool, plan: Plan | None) -> list[int]:
    """The scores of the pairs of a plan whose people are still there and may be matched."""
    mentees, mentors = pool.problem.mentees.positions, pool.problem.mentors.positions
    rows = plan.pairs.values_list("mentee_id", "mentor_id") if plan else []
    pairs = [(str(mentee), str(mentor)) for mentee, mentor in rows]
    known = [pair for pair in pairs if pair[0] in mentees and pair[1] in mentors]
    spots = np.array([(mentees[a], mentors[b]) for a, b in known], dtype=np.int64).reshape(-1, 2)
    scores = pool.scoring.pairs(spots[:, 0], spots[:, 1])
    return [int(score) for score in scores if np.isfinite(score)]


def _beside(run: Run) -> str:
    if run.jointly:
        return _("Chosen together with mentors; what they add counts in the total")
    return _("Each mentor's standing co-mentor")


def _wishes(run: Run) -> str:
    if run.with_affiliation_wishes:
        return _("Counted; the log says who read them")
    return _("Did not count: who started the run may not read them")


def _changed(run: Run) -> str:
    """What a what-if changed; whom it is about stands on its page of the board."""
    texts = (
        ("weights", ngettext_lazy("other points for %d rule", "other points for %d rules")),
        ("capacities", ngettext_lazy("other places for %d person", "other places for %d persons")),
        ("left_out", ngettext_lazy("%d person left out", "%d persons left out")),
    )
    found = ((text, len(run.changes.get(key, ()))) for key, text in texts)
    return ", ".join(str(text % count) for text, count in found if count)


def _points(points: int) -> str:
    shown = number_format(points, force_grouping=True)
    return ngettext("%(points)s point", "%(points)s points", points) % {"points": shown}


def _seconds(seconds: float) -> str:
    shown = number_format(seconds, 2 if seconds < 1 else 1)
    return _("%(seconds)s seconds") % {"seconds": shown}
