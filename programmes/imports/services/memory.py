"""What a programme's lists meant the last time: proposed, and changed by whoever knows better."""

from collections.abc import Mapping

from programmes.cohorts.models import Programme
from programmes.imports.models import RememberedColumn, RememberedValue, Upload
from programmes.imports.models.memory import LONGEST
from programmes.imports.services.known import Known, fold


def columns_of(programme: Programme) -> dict[str, str]:
    """The field of each remembered heading, folded; "" where it is passed over."""
    rows = RememberedColumn.objects.filter(programme=programme)
    return dict(rows.values_list("heading", "field"))


def meanings_of(programme: Programme, known: Known) -> dict[str, dict[str, object]]:
    """What remembered words mean among what is `known` now, by field; what is gone is not there."""
    found: dict[str, dict[str, object]] = {}
    rows = RememberedValue.objects.filter(programme=programme)
    for name, cell, meaning in rows.values_list("field", "cell", "meaning"):
        options = known.options.get(name)
        if options and (meaning == "" or meaning in options.names):
            found.setdefault(name, {})[cell] = options.names[meaning] if meaning else ""
    return found


def remember(upload: Upload, known: Known) -> None:
    """Keep what somebody chose for the next list of the programme."""
    programme = upload.cohort.programme
    fields = {
        fold(upload.header[int(spot)]): field
        for spot, field in upload.columns.items()
        if int(spot) < len(upload.header)
    }
    RememberedColumn.objects.bulk_create(
        [
            RememberedColumn(programme=programme, heading=heading, field=field)
            for heading, field in fields.items()
            if 0 < len(heading) <= LONGEST
        ],
        update_conflicts=True,
        unique_fields=("programme", "heading"),
        update_fields=("field",),
    )
    RememberedValue.objects.bulk_create(
        [
            RememberedValue(programme=programme, field=name, cell=cell, meaning=meaning)
            for name, cell, meaning in _said(upload.meanings, known)
            if 0 < len(cell) <= LONGEST
        ],
        update_conflicts=True,
        unique_fields=("programme", "field", "cell"),
        update_fields=("meaning",),
    )


def _said(meanings: Mapping[str, Mapping[str, object]], known: Known) -> list[tuple[str, str, str]]:
    """Each word with the folded name of what it means: topics of another cohort have other rows."""
    titles = {name: _titles(known, name) for name in meanings}
    return [
        (name, cell, titles[name].get(str(value), "") if value != "" else "")
        for name, cells in meanings.items()
        for cell, value in cells.items()
        if value == "" or str(value) in titles[name]
    ]


def _titles(known: Known, name: str) -> dict[str, str]:
    names = known.options[name].names
    by_title = {str(value): folded for folded, value in names.items()}
    return by_title | {str(value): fold(value) for value in names.values() if fold(value) in names}
