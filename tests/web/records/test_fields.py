"""Fields as data: what is typed is read, and what is there is shown the way people type it."""

from typing import Any

import pytest

from web.forms import Form
from web.language import N_, language
from web.records.fields import Field, Kind, in_rows, read, typed_value

PERIOD = {"from": "2017-05-01", "until": "2017-05-31", "precision": "month", "as_written": "i maj"}


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (Kind.TIME, "9.05", "09:05"),
        (Kind.TIME, "13:00", "13:00"),
        (Kind.LINES, "en\n\n to ", ["en", "to"]),
        (Kind.CHECK, "on", True),
        (Kind.WHOLE, "1.600", 1600),
        (Kind.PERIOD, "i maj", PERIOD),
    ],
)
def test_reads_what_was_typed(kind: Kind, typed: str, meant: Any) -> None:
    form = Form(language("da"), {"x": N_("Navn")}, {"x": [typed]})
    assert read(form, [Field("x", N_("Navn"), kind)], {"x": PERIOD}) == {"x": meant}
    assert form.errors == {}


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        (Kind.TIME, "13:00:00", "13:00"),
        (Kind.DECIMAL, "12.250", "12,250"),
        (Kind.LINES, ["en", "to"], "en\nto"),
        (Kind.PERIOD, PERIOD, "i maj"),
        (Kind.WHOLE, 0, "0"),
        (Kind.DAY, None, ""),
    ],
)
def test_shows_what_is_there(kind: Kind, value: Any, typed: str) -> None:
    assert typed_value(Field("x", N_("Navn"), kind), value) == typed


def test_fields_stand_under_and_beside_each_other() -> None:
    fields = [Field("a", ""), Field("b", "", beside=True), Field("c", "")]
    assert [[each.name for each in row] for row in in_rows(fields)] == [["a", "b"], ["c"]]
