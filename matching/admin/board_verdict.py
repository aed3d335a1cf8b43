"""How far a plan is from the best, in a sentence."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.services.board.board_view import Figures


def number(value: int) -> str:
    """With a mark for thousands."""
    return str(number_format(value, force_grouping=True))


def verdict(figures: Figures) -> tuple[str, bool]:
    """The sentence, and whether there is nothing better."""
    if figures.missing:
        text = ngettext(
            "%(count)s more mentee could have a mentor.",
            "%(count)s more mentees could have a mentor.",
            figures.missing,
        )
        return text % {"count": figures.missing}, False
    if figures.weakest < figures.best_weakest and figures.matched:
        text = _("The weakest pair has %(weakest)s points; %(best)s would be possible.")
        best = {"weakest": figures.weakest, "best": figures.best_weakest}
        return text % best, False
    if figures.behind:
        text = ngettext(
            "%(count)s point below the best plan.",
            "%(count)s points below the best plan.",
            figures.behind,
        )
        return text % {"count": number(figures.behind)}, False
    if figures.is_proven:
        return _("Proven: no plan is better."), True
    return _("No better plan is known."), True
