"""What the database itself refuses."""

import pytest

from programmes.imports.models import RememberedColumn, RememberedValue
from tests.constraints import insert_again, refused_by
from tests.factories.cohorts import make_programme

pytestmark = pytest.mark.django_db


def test_a_heading_means_one_field():
    row = RememberedColumn.objects.create(programme=make_programme(), heading="name", field="email")
    with refused_by("remembered_column_once"):
        insert_again(row, field="")


def test_a_word_means_one_thing():
    row = RememberedValue.objects.create(
        programme=make_programme(), field="region", cell="nrw", meaning="nw"
    )
    with refused_by("remembered_value_once"):
        insert_again(row, meaning="")
