"""The week as a grid to tick: seven days, each with morning, afternoon and evening."""

from typing import Any

from django import forms

from programmes.profiles.services.times import CELLS
from programmes.profiles.states import PartOfDay
from programmes.scheduling.states import Weekday

Day = tuple[Any, list[tuple[str, Any, bool]]]


class WeekWidget(forms.widgets.ChoiceWidget):
    """A table of tick boxes; each says its day and part to who does not see the table."""

    allow_multiple_selected = True
    use_fieldset = True
    template_name = "profiles/widgets/week.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        ticked = {str(cell) for cell in value or ()}
        return super().get_context(name, value, attrs) | {
            "name": name,
            "parts": PartOfDay,
            "days": [(day.label, _cells(day, ticked)) for day in Weekday],
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""


class WeekField(forms.MultipleChoiceField):
    widget = WeekWidget

    def __init__(self, **kwargs: Any) -> None:
        choices = [(cell, cell) for cell in CELLS]
        super().__init__(choices=choices, **{"required": False, **kwargs})


def _cells(day: Weekday, ticked: set[str]) -> list[tuple[str, Any, bool]]:
    cells = [(f"{day.value}-{part.value}", part.label) for part in PartOfDay]
    return [(cell, label, cell in ticked) for cell, label in cells]
