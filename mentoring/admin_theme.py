"""Colours and type of the admin: the same pine and paper as the public pages.

The shades between the named colours of static/css/tokens.css only fill Unfold's scales.
"""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _


def stylesheet(request: HttpRequest) -> str:
    # A function, since the hashed name is known only once static files have been collected.
    return static("css/admin.css")


def script(request: HttpRequest) -> str:
    return static("js/admin.js")


def mark(request: HttpRequest) -> str:
    return static("img/mark.svg")


PAPER = {
    "50": "#fbf8f3",
    "100": "#f4efe6",
    "200": "#e4dccf",
    "300": "#cfc6b8",
    "400": "#93a0a4",
    "500": "#5f6f78",
    "600": "#46565f",
    "700": "#2d3e46",
    "800": "#1e2d34",
    "900": "#10191d",
    "950": "#0a1114",
}
PINE = {
    "50": "#f0f7f6",
    "100": "#e3f0ee",
    "200": "#bfe0db",
    "300": "#a5e0d8",
    "400": "#7fcfc5",
    "500": "#3aa597",
    "600": "#0b5d57",
    "700": "#084742",
    "800": "#073b37",
    "900": "#062f2c",
    "950": "#041d1b",
}
INK = {
    "subtle-light": "#51626c",
    "subtle-dark": "#a9b8bf",
    "default-light": "#33444d",
    "default-dark": "#d3dde1",
    "important-light": "#1b2a33",
    "important-dark": "#f3f6f7",
}
UNFOLD: dict[str, object] = {
    "SITE_TITLE": _("Mentoring"),
    "SITE_HEADER": _("Mentoring"),
    "SITE_ICON": mark,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": mark}],
    "STYLES": [stylesheet],
    "SCRIPTS": [script],
    "COLORS": {"base": PAPER, "primary": PINE, "font": INK},
    "BORDER_RADIUS": "6px",
    "SHOW_LANGUAGES": True,
    # What is shown to whom, the roof knows.
    "LANGUAGES": {"navigation": "mentoring.home.navigation.languages"},
    "ACCOUNT": {"navigation": "mentoring.home.navigation.account"},
    "SIDEBAR": "mentoring.home.navigation.sidebar",
    "DASHBOARD_CALLBACK": "mentoring.home.staff.today.today",
}
