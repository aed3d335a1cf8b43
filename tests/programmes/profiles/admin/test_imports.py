"""The pages of an import: what waits between them is the server's, not the browser's."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmes.profiles.admin.imports import WAITING
from programmes.profiles.models import Profile
from programmes.profiles.services import tables
from programmes.profiles.services.import_columns import COLUMNS
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
ROWS = "given_name;family_name;email\nAda;Groß;ada@example.org\nBen;Krüger;{}\n"
CHECK = "admin:profiles_profile_import_check"


def upload(desk, cohort, content, name="liste.csv"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    said = {"cohort": cohort.pk, "file": file}
    return desk.post(reverse("admin:profiles_profile_import"), said)


def step(desk, name, **more):
    batch = desk.session[WAITING]["batch"]
    return desk.post(reverse(CHECK), {"batch": batch, "step": name, **more})


def test_a_list_is_looked_at_and_then_imported(desk, cohort):
    assert upload(desk, cohort, ROWS.format("ben@example.org")).headers["Location"] == reverse(
        CHECK
    )
    page = desk.get(reverse(CHECK)).content.decode()
    assert "ada@example.org" in page
    assert not Profile.objects.exists()
    answer = step(desk, "import", tells="on")
    assert answer.headers["Location"] == reverse("admin:profiles_profile_changelist")
    assert Profile.objects.count() == 2
    assert WAITING not in desk.session
    # Back and once more: there is nothing to import any more.
    assert desk.post(reverse(CHECK), {"step": "import"}).status_code == 302
    assert Profile.objects.count() == 2


def test_nothing_is_imported_while_a_row_has_a_mistake(desk, cohort):
    upload(desk, cohort, ROWS.format("kaputt"))
    assert step(desk, "import").status_code == 422
    assert not Profile.objects.exists()
    step(desk, "mistakes")
    step(desk, "import")
    assert Profile.objects.get().user.email == "ada@example.org"


def test_rows_can_be_left_out(desk, cohort):
    upload(desk, cohort, ROWS.format("ben@example.org"))
    step(desk, "leave_out", rows=["2"])
    assert "ada@example.org" not in desk.get(reverse(CHECK)).content.decode()
    step(desk, "import")
    assert Profile.objects.get().user.email == "ben@example.org"


@pytest.mark.parametrize(
    "more",
    [{"rows": ["x"]}, {"rows": ["-1"]}, {"rows": ["9" * 9]}, {"step": "drop"}, {"batch": "1"}],
)
def test_what_the_browser_makes_up_is_refused(desk, cohort, more):
    upload(desk, cohort, ROWS.format("ben@example.org"))
    said = {"batch": desk.session[WAITING]["batch"], "step": "import"} | more
    assert desk.post(reverse(CHECK), said).status_code == 409
    assert not Profile.objects.exists()


def test_another_upload_in_another_tab_is_noticed(desk, cohort):
    upload(desk, cohort, ROWS.format("ben@example.org"))
    batch = desk.session[WAITING]["batch"]
    upload(desk, cohort, ROWS.format("carl@example.org"))
    answer = desk.post(reverse(CHECK), {"batch": batch, "step": "import"})
    assert answer.status_code == 409
    assert not Profile.objects.exists()


def test_a_list_waits_for_an_hour_only(desk, cohort):
    upload(desk, cohort, ROWS.format("ben@example.org"))
    with time_machine.travel(timedelta(minutes=61), tick=False):
        assert desk.get(reverse(CHECK)).status_code == 302


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF-1.4"), ("a.csv", b""), ("a.csv", b"x;y\n1;2"), ("a.xlsx", b"PK\x03\x04")],
)
def test_a_bad_file_is_explained_beside_the_field(desk, cohort, name, content):
    answer = upload(desk, cohort, content, name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_nobody_imports_into_a_cohort_of_others(desk):
    assert upload(desk, make_cohort(), ROWS.format("b@example.org")).status_code == 422


def test_who_lost_the_role_meanwhile_imports_nothing(desk, cohort, manager):
    upload(desk, cohort, ROWS.format("ben@example.org"))
    manager.roles.all().delete()
    manager.roles.set([make_staff().roles.get()])
    assert step(desk, "import").status_code == 302
    assert not Profile.objects.exists()


def test_a_name_that_means_no_good_is_harmless(desk, cohort):
    upload(desk, cohort, 'given_name;family_name;email\n"<script>";=Ada;ada@example.org\n')
    page = desk.get(reverse(CHECK)).content.decode()
    assert "<script> =Ada" not in page
    assert "&lt;script&gt; =Ada" in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_empty_list_has_the_headings_that_are_read(desk, form):
    answer = desk.get(reverse("admin:profiles_profile_import_template", args=[form]))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="mentors.{form}"'
    with pytest.raises(tables.FileError, match="nobody"):
        tables.read(f"mentors.{form}", answer.content)
    assert len(COLUMNS) == 15


def test_there_is_no_other_empty_list(desk):
    address = reverse("admin:profiles_profile_import_template", args=["pdf"])
    assert desk.get(address).status_code == 404
