"""Time zones are found and shown by the names of places."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from mentoring.common.zones import (
    OFFERED,
    ZoneField,
    find_zone,
    known_zones,
    place_of,
    zone_options,
)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Tokio", "Asia/Tokyo"),
        ("TOKYO", "Asia/Tokyo"),
        ("Kairo", "Africa/Cairo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Kiew", "Europe/Kiev"),
        ("Saigon", "Asia/Saigon"),
        ("Vietnam", "Asia/Saigon"),
        ("Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh"),
        ("Hintertupfing", ""),
        ("../etc/passwd", ""),
        ("", ""),
    ],
)
def test_places_countries_and_names_of_zones_are_understood(text, zone):
    assert find_zone(text) == zone


def test_places_read_in_the_language_of_the_reader():
    with override("de-informal"):
        assert place_of("Asia/Tokyo") == "Tokio"
    with override("en"):
        assert place_of("Asia/Tokyo") == "Tokyo"
    assert place_of("America/Argentina/Buenos_Aires", "de") == "Buenos Aires"


def test_no_place_shows_a_raw_name_and_every_offered_one_finds_its_zone():
    for language in ("de", "en"):
        for zone in OFFERED:
            place = place_of(zone, language)
            assert not set(place) & set("/_\u00ad"), place
            assert find_zone(place) == zone


def test_all_zones_have_a_name():
    assert all(place_of(zone, "de") for zone in known_zones())


def test_the_list_to_choose_from_is_short():
    with override("de"):
        assert '<option value="Tokio">' in zone_options()
    assert len(OFFERED) < 100


def test_the_field_shows_a_place_and_keeps_a_zone():
    field = ZoneField()
    with override("de"):
        assert field.prepare_value("Asia/Tokyo") == "Tokio"
    assert field.clean(" tokio ") == "Asia/Tokyo"
    with pytest.raises(ValidationError):
        field.clean("Hintertupfing")
