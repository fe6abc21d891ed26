"""Numbers of persons: which centuries, which forms, and what a refusal says."""

from datetime import date

import pytest

from api.citizens.rules import (
    birth_of,
    check_born,
    check_known_by_something,
    check_purpose,
    number_of,
    read_cpr,
    read_replacement,
    written,
)
from api.errors import InvalidInput


@pytest.mark.parametrize(
    ("cpr", "born"),
    [
        ("0101000000", date(1900, 1, 1)),
        ("3112993999", date(1999, 12, 31)),
        ("0101004000", date(2000, 1, 1)),
        ("0101364000", date(2036, 1, 1)),
        ("0101374000", date(1937, 1, 1)),
        ("3112994999", date(1999, 12, 31)),
        ("0101005000", date(2000, 1, 1)),
        ("3112575999", date(2057, 12, 31)),
        ("0101585000", date(1858, 1, 1)),
        ("3112995000", date(1899, 12, 31)),
        ("0101008999", date(2000, 1, 1)),
        ("3112578999", date(2057, 12, 31)),
        ("0101588000", date(1858, 1, 1)),
        ("0101009000", date(2000, 1, 1)),
        ("3112369999", date(2036, 12, 31)),
        ("0101379000", date(1937, 1, 1)),
        ("2902964000", date(1996, 2, 29)),
        ("2902004000", date(2000, 2, 29)),
    ],
)
def test_the_seventh_digit_tells_the_century(cpr: str, born: date) -> None:
    assert read_cpr(cpr).birth_on == born
    assert not read_cpr(cpr).replacement


@pytest.mark.parametrize("form", ["2512489996", "251248-9996", " 251248-9996 "])
def test_a_number_has_one_form_however_it_is_written(form: str) -> None:
    assert read_cpr(form).kept == "2512489996"
    assert written("2512489996") == "251248-9996"


def test_modulus_11_is_not_asked_for() -> None:
    assert read_cpr("0107074000").birth_on == date(2007, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "251248",
        "251248-999",
        "251248-99961",
        "251248--9996",
        "251248 9996",
        "2512-489996",
        "3002904123",
        "2902000123",
        "0013904123",
        "9201904123",
        "25124899963",
        "٢٥١٢٤٨٩٩٩٦",
        "ABCDEF-9996",
    ],
)
def test_what_is_no_number_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_cpr(text, pointer="/citizen/cpr")

    assert (refused.value.code, refused.value.pointer) == ("cpr_invalid", "/citizen/cpr")
    assert not text or text not in str(refused.value)


@pytest.mark.parametrize("read", [read_cpr, read_replacement])
def test_sixty_on_the_day_makes_a_replacement_number(read: object) -> None:
    assert callable(read)
    number = read("851248-9996")

    assert number.replacement
    assert (number.kept, number.birth_on) == ("8512489996", date(1948, 12, 25))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("f-1234-56", "F123456"), ("251248-ABC5", "251248ABC5"), ("0000001234", "0000001234")],
)
def test_other_offices_numbers_tell_no_day_of_birth(text: str, kept: str) -> None:
    number = read_replacement(text)

    assert (number.kept, number.replacement, number.birth_on) == (kept, True, None)
    assert birth_of(kept) is None


def test_a_cpr_number_is_no_replacement_number() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_replacement("251248-9996")

    assert refused.value.code == "replacement_number_is_cpr"
    assert "9996" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "abc", "1" * 31, "12_34", "12345;"])
def test_what_is_no_replacement_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="4 to 30 letters and digits"):
        read_replacement(text)


def test_nobody_has_two_numbers() -> None:
    with pytest.raises(InvalidInput) as refused:
        number_of("251248-9996", "F123456")

    assert (refused.value.code, refused.value.pointer) == ("two_numbers", "/replacement_number")
    assert number_of(None, None) is None


def test_a_number_does_not_show_where_values_are_printed() -> None:
    assert "2512489996" not in repr(read_cpr("251248-9996"))


def test_somebody_is_known_by_a_number_or_a_name() -> None:
    check_known_by_something(None, "Nancy Ann Prøve")
    check_known_by_something(read_cpr("251248-9996"), None)
    with pytest.raises(InvalidInput, match="a replacement number or a name"):
        check_known_by_something(None, None)


@pytest.mark.parametrize(
    "purpose",
    [
        "251248-9996 har ringet",
        "Opslag på 2512489996.",
        "cpr:251248 9996",
        "om 8512489996",
        "ab251248-9996-7508",
        "01a20443-dd0d-7508-b686-cc335b6fc419 om 251248-9996",
    ],
)
def test_a_purpose_names_no_cpr_number(purpose: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_purpose(purpose)

    assert refused.value.code == "purpose_names_cpr"


@pytest.mark.parametrize(
    "purpose",
    [
        "Ansøgning om merudgifter",
        "Sag 2017-0123456",
        "Fra 250917 til 1017",
        "9900009996",
        "case import ab251248-9996-7508-b686-cc335b6fc419",
        "01A20443-DD0D-7508-B686-C2512489996F",
    ],
)
def test_other_numbers_may_stand_in_a_purpose(purpose: str) -> None:
    check_purpose(purpose)


def test_nobody_is_born_tomorrow() -> None:
    check_born(date(2017, 9, 27), date(2017, 9, 27))
    check_born(None, date(2017, 9, 27))
    with pytest.raises(InvalidInput, match="has not come yet"):
        check_born(date(2017, 9, 28), date(2017, 9, 27))
