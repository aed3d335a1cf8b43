"""Addresses of before lead on, with all that they asked for."""

from django.test import Client


def test_pages_of_interviews_are_found_where_they_are_now():
    answer = Client().get("/admin/applications/interviewer/7/change/?day=2026-03-02")
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/admissions/interviewer/7/change/?day=2026-03-02"


def test_applications_stay_where_they_were():
    answer = Client().get("/admin/applications/application/")
    assert "/admin/admissions/" not in answer.headers.get("Location", "")
