from tests.programmes.applicants import _monday_morning, site

__all__ = ["_monday_morning", "site"]
