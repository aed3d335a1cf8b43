"""All pairs that nobody has confirmed yet, each with the text that both of them will read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from matching.admin.board import PlanPage, board_url
from matching.admin.board_actions import typed_text, version_of
from matching.services.board import confirming
from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError

UNPROCESSABLE = 422
MOST = 2000


@dataclass
class ConfirmLine:
    """A pair on the page. `key` names its fields: who has another mentor meanwhile is new."""

    mentee: str
    key: str
    name: str
    mentor_name: str
    score: dict[str, Any]
    url: str
    text: str
    is_chosen: bool

    @property
    def lacks_text(self) -> bool:
        """Whether it was chosen without saying why."""
        return self.is_chosen and not self.text.strip()


class ConfirmPage(PlanPage, TemplateView):
    """The texts are shown before they count, can be changed here, and any pair left out."""

    template_name = "admin/matching/confirm.html"
    title = _("Confirm pairs")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = {line.mentee: line.text for line in self._lines() if line.is_chosen}
        if not all(text.strip() for text in chosen.values()):
            return self._refused(str(_("Please say in a sentence why these two.")), UNPROCESSABLE)
        try:
            count = confirming.confirm_all(
                self.row,
                texts=chosen,
                version=version_of(request),
                by=Actor.of(request.user),
                now=now(),
            )
        except DomainError as refusal:
            return self._refused(refusal.message, refusal.status)
        messages.success(request, _confirmed(count))
        return redirect(board_url(self.row))

    def _refused(self, text: str, status: int) -> HttpResponse:
        """The plan as it is now, with what was typed about pairs that still stand."""
        del self.row
        self.__dict__.pop("words", None)
        page = self.get_context_data(refusal=text)
        return self.render_to_response(page, status=status)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        lines = sorted(self._lines(), key=lambda line: line.name) if self.row.is_draft else []
        return super().get_context_data(
            **({"title": self.title, "lines": lines, "refusal": "", "most": MOST} | more)
        )

    def _lines(self) -> Iterator[ConfirmLine]:
        words, sent = self.words, self.request.POST
        for mentee, draft in confirming.offered(words.board).items():
            row = words.row(words.looks.of(mentee))
            key = f"{mentee}:{row['mentor']}"
            was_sent = f"text:{key}" in sent
            text = typed_text(self.request, f"text:{key}", MOST) if was_sent else draft
            yield ConfirmLine(
                mentee,
                key,
                row["name"],
                row["mentor_name"],
                row["score"],
                row["url"],
                text,
                key in sent.getlist("pair") if sent else bool(text),
            )


def _confirmed(count: int) -> str:
    text = ngettext("%(count)s pair confirmed.", "%(count)s pairs confirmed.", count)
    return text % {"count": count}
