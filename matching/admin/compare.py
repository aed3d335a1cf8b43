"""Two plans side by side, and what would be if."""

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView

from matching.admin.board import PlanPage


class ComparePage(PlanPage, TemplateView):
    template_name = "admin/matching/compare.html"


class WhatIfPage(PlanPage, TemplateView):
    template_name = "admin/matching/board_what_if.html"

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self.get(request, *args, **kwargs)
