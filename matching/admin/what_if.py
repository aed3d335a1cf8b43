"""What would be with other weights, other places, or without somebody."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from matching.admin.board import PlanPage, board_url
from matching.admin.board_presenter import number, signed
from matching.forms.what_if import WhatIfForm
from matching.services.board.what_if import WhatIf, keep, what_if
from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError


class WhatIfPage(PlanPage, TemplateView):
    """First shows what would be; the same form then keeps it as a second plan."""

    template_name = "admin/matching/board_what_if.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        by = Actor.of(request.user)
        try:
            found = what_if(self.row, form.asked, by=by, now=now())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if "keep" in request.POST:
            plan = keep(self.row, found, by=by, now=now())
            messages.success(request, _("Kept as a second plan. This is the second plan."))
            return redirect(board_url(plan))
        return self.render_to_response(self.get_context_data(form=form, found=self._shown(found)))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {"form": more.get("form") or self._form(), "found": None}
        return super().get_context_data(**(page | more))

    def _form(self, data: Any = None) -> WhatIfForm:
        return WhatIfForm(data, table=self.row.run.table, pool=self.words.pool)

    def _shown(self, found: WhatIf) -> dict[str, Any]:
        matched, total, weakest = found.draft
        plan = found.plan
        figures = (
            (_("Matched"), matched, len({pair.mentee for pair in plan.pairs})),
            (_("Total"), total, plan.total),
            (_("Weakest pair"), weakest, plan.worst or 0),
        )
        return {
            "figures": [
                {"label": label, "draft": number(old), "then": number(new), "by": signed(new - old)}
                for label, old, new in figures
            ],
            "rows": [
                self._row(one, found) for one in sorted(found.changed, key=self.words.sort_name)
            ],
        }

    def _row(self, one: str, found: WhatIf) -> dict[str, str]:
        name = self.words.name
        before, after = found.before.get(one), found.after.get(one)
        return {
            "name": name(one),
            "before": name(before) if before else "",
            "after": name(after) if after else "",
        }
