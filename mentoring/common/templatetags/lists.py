"""What stands above a list of the staff area."""

from typing import Any

from django import template

from mentoring.common.filters import Chosen, chosen_in

register = template.Library()


@register.simple_tag
def chosen_filters(changelist: Any) -> list[Chosen]:
    """By what the list is narrowed, each with the address of the list without it."""
    return chosen_in(changelist)


@register.simple_tag
def rows_shown(changelist: Any) -> tuple[int, int] | None:
    """The numbers of the first and the last row on this page; None where all are on it."""
    if not changelist.multi_page or (changelist.show_all and changelist.can_show_all):
        return None
    page = changelist.paginator.page(changelist.page_num)
    return page.start_index(), page.end_index()
