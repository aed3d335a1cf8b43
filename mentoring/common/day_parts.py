"""A day that one knows by heart, such as that of one's birth: day, month and year to type in."""

import calendar
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

DAY, MONTH, YEAR = PARTS = ("day", "month", "year")
LABELS = {DAY: _("Day"), MONTH: _("Month"), YEAR: _("Year")}
MISSING = {
    DAY: _("Please fill in the day, too."),
    MONTH: _("Please fill in the month, too."),
    YEAR: _("Please fill in the year, too."),
}
NO_NUMBER = {
    DAY: _("Please write the day as a number, such as 17."),
    MONTH: _("Please write the month as a number, such as 5 for May."),
    YEAR: _("Please write the year with four digits, such as 2006."),
}
LONGEST = {DAY: 2, MONTH: 2, YEAR: 4}
Typed = dict[str, str]


class DayPartsWidget(forms.Widget):
    """Three fields for digits, blank at first; `purpose` ("bday") is for the browser to fill in."""

    template_name = "components/day_parts.html"
    use_fieldset = True

    def __init__(self, purpose: str = "") -> None:
        super().__init__()
        self.purpose = purpose
        # The parts that are wrong.
        self.wrong: set[str] = set()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = _typed(value)
        context["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{context['widget']['attrs'].get('id', f'id_{name}')}_{part}",
                "label": LABELS[part],
                "value": typed[part],
                "longest": LONGEST[part],
                "autocomplete": f"{self.purpose}-{part}" if self.purpose else "off",
                "is_wrong": part in self.wrong,
            }
            for part in PARTS
        ]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        return {part: str(data.get(f"{name}_{part}") or "").strip() for part in PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return f"{id_}_{DAY}" if id_ else id_


class DayPartsField(forms.Field):
    """A `date` from its three parts; what does not exist is said with the part that is wrong."""

    widget = DayPartsWidget

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or not value:
            return value or None
        if not any(value.values()):
            return None
        numbers = {part: self._number(part, value[part]) for part in PARTS}
        return self._day(**numbers)

    def _number(self, part: str, typed: str) -> int:
        if not typed:
            self._refuse(part, MISSING[part])
        digits = typed.rstrip(".")
        if (
            not digits.isdecimal()
            or len(digits) > LONGEST[part]
            or (part == YEAR and len(digits) < LONGEST[YEAR])
        ):
            self._refuse(part, NO_NUMBER[part])
        return int(digits)

    def _day(self, *, day: int, month: int, year: int) -> date:
        if not 1 <= month <= len(calendar.month_name) - 1:
            self._refuse(MONTH, _("The month is a number from 1 to 12."))
        if year < 1900:  # noqa: PLR2004 - nobody alive is older
            self._refuse(YEAR, _("Please check the year."))
        last = calendar.monthrange(year, month)[1]
        if not 1 <= day <= last:
            words = _(
                "%(month)s has no day %(day)s: it ends with the %(last)s. Please check the day."
            )
            params = {
                "month": date_format(date(year, month, 1), "F Y"),
                "day": day,
                "last": last,
            }
            self._refuse(DAY, words, params)
        return date(year, month, day)

    def _refuse(self, part: str, words: Any, params: Any = None) -> None:
        self.widget.wrong = {part}
        raise ValidationError(words, code=part, params=params)


def _typed(value: Any) -> Typed:
    if isinstance(value, date):
        return {DAY: str(value.day), MONTH: str(value.month), YEAR: str(value.year)}
    return value or dict.fromkeys(PARTS, "")
