"""Publishing a plan: which pairs, what speaks against some, and each mail as it will be sent."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from matching.admin.board import PlanPage
from matching.admin.board_actions import version_of
from matching.models import Pair, Plan
from matching.policies import can_match
from matching.services import publishing
from matching.services.publishing import CheckedPair
from mentoring.common.actors import Actor
from mentoring.common.admin_pages import verb
from mentoring.common.clock import UNDO, local_day, now
from mentoring.common.errors import DomainError
from mentoring.common.redaction import without_tokens
from programmes.partnerships.models import Partnership
from programmes.partnerships.services import proposals
from programmes.profiles.models import Delegate
from programmes.profiles.states import Part


def publish_url(plan: Plan) -> str:
    return reverse("admin:matching_plan_publish", args=[plan.pk])


@dataclass
class PublishRow:
    """A pair on the page."""

    candidate: CheckedPair
    is_chosen: bool
    offices: int

    @property
    def mails(self) -> int:
        return len(self.candidate.trio.all) + self.offices


class PublishPage(PlanPage, TemplateView):
    """Everything is looked at again when the page is opened, and once more when it is sent."""

    template_name = "admin/matching/publish.html"
    title = _("Publish")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plan = self.row
        try:
            made = publishing.publish(
                plan,
                chosen=self._chosen(),
                version=version_of(request),
                by=Actor.of(request.user),
                now=now(),
            )
        except DomainError as refusal:
            del self.row
            page = self.get_context_data(refusal=refusal.message)
            return self.render_to_response(page, status=refusal.status)
        messages.success(request, _published(len(made)))
        return redirect(publish_url(plan))

    def _chosen(self) -> list[UUID]:
        try:
            return [UUID(one) for one in self.request.POST.getlist("pair")]
        except ValueError as error:
            raise BadRequest from error

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        plan: Plan = self.row
        page = _draft(self._lines(plan)) if plan.is_draft else _done(plan)
        return super().get_context_data(**({"title": self.title, "refusal": ""} | page | more))

    def _lines(self, plan: Plan) -> list[PublishRow]:
        """What speaks against a pair stands on top; all ready ones are chosen unless one chose."""
        by = Actor.of(self.request.user)
        found = publishing.checked_pairs(plan, by=by, now=now())
        asked = set(self._chosen()) if self.request.method == "POST" else None
        offices = _offices([each.pair.mentor_id for each in found])
        lines = [
            PublishRow(
                each,
                each.is_ready and (asked is None or each.pair.pk in asked),
                offices[each.pair.mentor_id],
            )
            for each in found
        ]
        return sorted(lines, key=_order)


class LettersPage(PlanPage, TemplateView):
    """All mails about one pair, as they would go out now."""

    template_name = "admin/matching/publish_letters.html"
    title = _("The mails as they will be sent")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        plan: Plan = self.row
        ways = [f"{part}__{way}" for part in Part.values for way in ("user", "cohort__programme")]
        rows = Pair.objects.filter(plan=plan, pk=self.kwargs["pair"])
        pair = rows.prefetch_related(*ways).first()
        if pair is None:
            raise Http404
        page = {
            "title": self.title,
            "pair": pair,
            "letters": [
                _shown(letter) for letter in proposals.previews(_imagined(pair), now=now())
            ],
            "publish_url": publish_url(plan),
        }
        # The address names the pair, too: what it leads to counts.
        return super().get_context_data(**(more | page))


@verb(Plan, can_match, publish_url)
def unpublish(request: HttpRequest, plan: Plan) -> str | Promise:
    publishing.unpublish(plan, by=Actor.of(request.user), now=now())
    return _("Taken back. No mail has gone out, and the plan is a draft again.")


def _order(line: PublishRow) -> tuple[bool, bool]:
    """What is wrong, what is ready, what is still to be confirmed."""
    return not line.candidate.problems, not line.candidate.is_ready


def _draft(lines: list[PublishRow]) -> dict[str, Any]:
    ready = [line for line in lines if line.candidate.is_ready]
    return {
        "lines": lines,
        "ready": len(ready),
        "refused": sum(bool(line.candidate.problems) for line in lines),
        "unconfirmed": sum(not line.candidate.is_confirmed for line in lines),
        "counts": _counts(ready),
        "mail_count": sum(line.mails for line in ready),
    }


def _counts(lines: list[PublishRow]) -> list[tuple[Any, int]]:
    """How many mails go to whom, if all of these are chosen."""
    parts = Counter(person.part for line in lines for person in line.candidate.trio.all)
    counts = [(part.label, parts[part]) for part in Part]
    return [*counts, (_("Office"), sum(line.offices for line in lines))]


def _offices(mentors: list[UUID]) -> Counter[UUID]:
    holding = Delegate.objects.holding(local_day(now())).filter(mentor__in=mentors)
    return Counter(holding.values_list("mentor", flat=True))


def _done(plan: Plan) -> dict[str, Any]:
    pairs = Pair.objects.filter(plan=plan).order_by("mentee__sort_name", "pk")
    rows = pairs.select_related("mentee", "mentor", "co_mentor", "partnership")
    left = (plan.state_since + UNDO - now()).total_seconds()
    can = publishing.can_be_taken_back(plan, now=now())
    return {
        "lines": [],
        "published": [pair for pair in rows if pair.partnership],
        "left_out": [pair for pair in rows if not pair.partnership],
        "minutes_left": int(left // 60) + 1 if can else 0,
    }


def _imagined(pair: Pair) -> Partnership:
    """The partnership that publishing would make; it is never saved."""
    return Partnership(
        cohort=pair.mentee.cohort,
        mentee=pair.mentee,
        mentor=pair.mentor,
        co_mentor=pair.co_mentor,
        rationale=pair.rationale,
        proposed_at=now(),
    )


def _shown(letter: proposals.Letter) -> dict[str, Any]:
    content = letter.content
    return {
        "to": letter.to,
        "address": letter.address,
        "part": letter.part,
        "subject": content.subject,
        "html": without_tokens(content.html),
    }


def _published(count: int) -> str:
    text = ngettext(
        "%(count)d pair is published. The mails go out in ten minutes.",
        "%(count)d pairs are published. The mails go out in ten minutes.",
        count,
    )
    return text % {"count": count}
