"""Colours and type of the admin: the same pine and paper as the public pages."""

UNFOLD_LOOK: dict[str, object] = {"SITE_TITLE": "Mentoring", "SITE_HEADER": "Mentoring"}
