"""The look keeps its promises: readable, light on the wire, and there when all else fails."""

import gzip
import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

STATIC = Path("static")
EVERY_PAGE = (
    "vendor/bootstrap.min.css",
    "css/tokens.css",
    "css/site.css",
    "css/forms.css",
    "js/site.js",
)
FONT = "vendor/atkinson-hyperlegible-next-latin-wght-normal.woff2"
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "pine") for ground in ("paper", "card")),
    ("act", "card"),
    ("on-pine", "pine"),
    ("pine-deep", "pine-wash"),
    ("ink-soft", "pine-wash"),
    ("ink-soft", "apricot-wash"),
    ("apricot-text", "apricot-wash"),
    ("good", "good-wash"),
    ("watch", "watch-wash"),
    ("act", "act-wash"),
]


def tokens() -> dict[str, dict[str, str]]:
    """The colours of both schemes, by name; what dark does not name stays as in light."""
    sheet = (STATIC / "css/tokens.css").read_text()
    light, dark = re.findall(r"(?<!:root):root \{(.*?)\}", sheet, re.DOTALL)
    found = {
        scheme: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", text))
        for scheme, text in (("light", light), ("dark", dark))
    }
    return {"light": found["light"], "dark": found["light"] | found["dark"]}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(scheme: str, ink: str, ground: str) -> None:
    colours = tokens()[scheme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_and_borders_of_keys_can_be_seen(scheme: str) -> None:
    colours = tokens()[scheme]
    assert contrast(colours["focus"], colours["paper"]) >= 3
    assert contrast(colours["line-strong"], colours["card"]) >= 3


def test_what_every_page_loads_leaves_room_for_the_page() -> None:
    packed = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in EVERY_PAGE)
    assert packed + (STATIC / FONT).stat().st_size <= 85_000


def test_styles_fetch_nothing_from_elsewhere() -> None:
    for sheet in (STATIC / "css").glob("*.css"):
        assert not re.search(r"url\([\"']?(https?:|//|data:)|@import", sheet.read_text()), sheet


@pytest.mark.parametrize("page", ["400.html", "500.html"])
def test_last_resort_needs_neither_request_nor_database(page: str) -> None:
    html = render_to_string(page)
    assert "<h1>" in html
    assert 'href="/"' in html
