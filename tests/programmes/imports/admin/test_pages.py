"""The pages of an import: what waits between them is the server's, and its owner's alone."""

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from programmes.imports.models import Upload
from programmes.imports.services import tables
from programmes.imports.services.fields import FIELDS
from programmes.profiles.models import Profile
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort
from tests.factories.imports import MESSY

pytestmark = pytest.mark.django_db
ROWS = "given_name;family_name;email\nAda;Groß;ada@example.org\nBen;Krüger;{}\n"
START = "admin:imports_upload_changelist"
CHOSEN = {"column-0": "given_name", "column-1": "family_name", "column-2": "email"}


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def manager(cohort):
    return make_staff(programme=cohort.programme, language="en")


@pytest.fixture
def desk(client, manager):
    """The manager's browser, in English."""
    client.force_login(manager)
    client.cookies["language"] = "en"
    return client


def send(desk, cohort, content, name="liste.csv", part="mentor"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return desk.post(reverse(START), {"cohort": cohort.pk, "part": part, "file": file})


def page(name="change", *more):
    return reverse(f"admin:imports_upload_{name}", args=[Upload.objects.get().pk, *more])


def begin(desk, cohort, content, **said):
    assert send(desk, cohort, content, **said).headers["Location"] == page("columns")
    assert desk.post(page("columns"), CHOSEN).headers["Location"] == page()


def step(desk, name, **more):
    return desk.post(page(), {"step": name, **more})


def test_a_list_is_looked_at_and_then_imported(desk, cohort):
    begin(desk, cohort, ROWS.format("ben@example.org"))
    check = page()
    assert "ada@example.org" in desk.get(check).content.decode()
    assert not Profile.objects.exists()
    answer = step(desk, "import", tells="on")
    assert answer.headers["Location"] == reverse("admin:profiles_profile_changelist")
    assert Profile.objects.count() == 2
    assert not Upload.objects.exists()
    # Back and once more: there is nothing to import any more, and that is said.
    assert desk.post(check, {"step": "import"}).headers["Location"] == reverse(START)
    assert "not here any more" in desk.get(check, follow=True).content.decode()
    assert Profile.objects.count() == 2


def test_a_messy_list_is_understood_step_by_step(desk, cohort):
    send(desk, cohort, MESSY.encode("cp1252"))
    columns = desk.get(page("columns"))
    assert "Windows-1252" in columns.content.decode()
    form = columns.context["form"]
    chosen = {f"column-{spot}": form[f"column-{spot}"].initial for spot in range(6)}
    assert desk.post(page("columns"), chosen).headers["Location"] == page("meanings")
    words = desk.get(page("meanings")).context["form"]
    said = {name: field.initial for name, field in words.fields.items()}
    assert desk.post(page("meanings"), said).headers["Location"] == page()
    # One affiliation is not known; it is put right where it stands.
    answer = step(desk, "import")
    assert answer.status_code == 422
    (wrong,) = [each for each in answer.context["lines"] if each["cells"]]
    assert step(desk, "save", **{wrong["cells"][0]["id"]: "SPD"}).status_code == 302
    step(desk, "import")
    assert sorted(map(str, Profile.objects.all())) == ["Ada Groß", "Gül Öz", "Jürgen von Berg"]


def test_what_was_typed_is_kept_whatever_button_is_pressed(desk, cohort):
    begin(desk, cohort, ROWS.format("kaputt"))
    for name in ("save", "leave_out", "back_in", "no such step"):
        step(desk, name, **{"cell-3-email": f"{name[:2]}@example.org"})
        assert Upload.objects.get().rows[2][1][2] == f"{name[:2]}@example.org"


def test_nothing_is_imported_while_a_row_has_a_mistake(desk, cohort):
    begin(desk, cohort, ROWS.format("kaputt"))
    assert step(desk, "import").status_code == 422
    assert not Profile.objects.exists()
    step(desk, "mistakes")
    step(desk, "import")
    assert Profile.objects.get().user.email == "ada@example.org"


def test_rows_can_be_left_out(desk, cohort):
    begin(desk, cohort, ROWS.format("ben@example.org"))
    step(desk, "leave_out", rows=["2"])
    assert "ada@example.org" not in desk.get(page()).content.decode()
    step(desk, "import")
    assert Profile.objects.get().user.email == "ben@example.org"


def test_a_row_has_a_page_with_all_its_cells(desk, cohort):
    begin(desk, cohort, ROWS.format("kaputt"))
    form = desk.get(page("row", 3)).context["form"]
    assert [field.initial for field in form.fields.values()] == ["Ben", "Krüger", "kaputt"]
    typed = {name: field.initial for name, field in form.fields.items()}
    answer = desk.post(page("row", 3), typed | {"cell-3-email": "ben@example.org"})
    assert answer.headers["Location"] == page()
    step(desk, "import")
    assert Profile.objects.count() == 2
    send(desk, cohort, ROWS.format("x@example.org"))
    assert desk.get(page("row", 99)).status_code == 404


@pytest.mark.parametrize("more", [{"rows": ["x"]}, {"rows": ["9" * 9]}, {"step": "drop"}])
def test_what_the_browser_makes_up_is_refused(desk, cohort, more):
    begin(desk, cohort, ROWS.format("ben@example.org"))
    assert desk.post(page(), {"step": "import"} | more).status_code == 422
    assert not Profile.objects.exists()


def test_the_row_of_the_headings_can_be_chosen(desk, cohort):
    send(desk, cohort, "x;y;z\n" + ROWS.format("ben@example.org"))
    assert desk.post(page("header"), {"spot": 0}).headers["Location"] == page("columns")
    assert Upload.objects.get().header == ["x", "y", "z"]
    assert desk.post(page("header"), {"spot": 99}).headers["Location"] == page("columns")


def test_a_field_chosen_twice_is_explained_and_the_choice_kept(desk, cohort):
    send(desk, cohort, ROWS.format("ben@example.org"))
    answer = desk.post(page("columns"), CHOSEN | {"column-0": "email"})
    assert answer.status_code == 422
    assert answer.context["form"]["column-0"].value() == "email"


def test_many_rows_come_in_pages_that_fit_into_a_form(desk, cohort):
    rows = "".join(f"A;B;falsch{number}\n" for number in range(90))
    begin(desk, cohort, "given_name;family_name;email\n" + rows)
    shown = desk.get(page()).context
    assert (len(shown["lines"]), len(shown["pages"])) == (40, 3)
    assert len(desk.get(page() + "?page=3").context["lines"]) == 10
    assert desk.get(page() + "?page=99").context["page"] == 3
    # From one page to another nothing that was typed is lost.
    answer = step(desk, "save", page="2", **{"cell-2-email": "a@example.org"})
    assert answer.headers["Location"] == page() + "?page=2"
    assert Upload.objects.get().rows[1][1][2] == "a@example.org"


def test_a_list_waits_for_a_day_and_can_be_deleted_before(desk, cohort):
    begin(desk, cohort, ROWS.format("ben@example.org"))
    assert len(desk.get(reverse(START)).context["waiting"]) == 1
    with time_machine.travel(timedelta(hours=25), tick=False):
        assert desk.get(page()).status_code == 302
    assert desk.post(page("discard")).headers["Location"] == reverse(START)
    assert not Upload.objects.exists()


def test_nobody_else_reads_a_list(desk, cohort, client):
    begin(desk, cohort, ROWS.format("ben@example.org"))
    client.force_login(make_staff(programme=cohort.programme))
    assert client.get(page()).headers["Location"] == reverse(START)
    assert client.post(page("discard")).status_code == 404
    assert Upload.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", b"%PDF-1.4"), ("a.csv", b""), ("a.xlsx", b"PK\x03\x04"), ("a.csv", b"a;b\n")],
)
def test_a_bad_file_is_explained_beside_the_field(desk, cohort, name, content):
    answer = send(desk, cohort, content, name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_nobody_imports_into_a_cohort_of_others(desk):
    assert send(desk, make_cohort(), ROWS.format("b@example.org")).status_code == 422


def test_who_lost_the_role_meanwhile_imports_nothing(desk, cohort, manager):
    begin(desk, cohort, ROWS.format("ben@example.org"))
    manager.roles.all().delete()
    manager.roles.set([make_staff().roles.get()])
    assert step(desk, "import").status_code == 302
    assert not Profile.objects.exists()


def test_a_name_that_means_no_good_is_harmless(desk, cohort):
    begin(desk, cohort, 'given_name;family_name;email\n"<script>";=Ada;ada@example.org\n')
    html = desk.get(page()).content.decode()
    assert "<script> =Ada" not in html
    assert "&lt;script&gt; =Ada" in html


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_empty_list_has_the_headings_that_are_read(desk, form):
    answer = desk.get(reverse("admin:imports_upload_template", args=[form]))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="people.{form}"'
    with pytest.raises(tables.FileError, match="nobody"):
        tables.read(f"people.{form}", answer.content)
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert sheet.title == "People"
        assert sheet.max_column == len(FIELDS) - 1


def test_there_is_no_other_empty_list(desk):
    address = reverse("admin:imports_upload_template", args=["pdf"])
    assert desk.get(address).status_code == 404
