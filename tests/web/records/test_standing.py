"""A form offers what its thing has already, by the name that the reader may know."""

from typing import Any

import pytest

from web.language import language
from web.records.fields import Field, Kind
from web.records.standing import with_standing, word_of

CAUSE = Field("cause_id", "Årsag", Kind.PICK)
OPTIONS = {"cause_id": [("1", "Tonen"), ("Service", [("2", "Skift")])]}


@pytest.mark.parametrize(
    ("item", "added"),
    [
        pytest.param({"cause_id": "1"}, [], id="offered"),
        pytest.param({"cause_id": "2"}, [], id="offered under a group"),
        pytest.param({"cause_id": None}, [], id="none"),
        pytest.param({}, [], id="new"),
        pytest.param({"cause_id": "3"}, [("3", "uændret")], id="not known by name"),
        pytest.param(
            {"cause_id": "3", "cause": "/v1/complaint-causes/3"},
            [("3", "uændret")],
            id="known by address",
        ),
        pytest.param(
            {"cause_id": "3", "cause_name": "Ventetid"},
            [("3", "Ventetid (kan ikke vælges på ny)")],
            id="name beside",
        ),
        pytest.param(
            {"cause_id": "3", "cause": {"name": "Ventetid"}},
            [("3", "Ventetid (kan ikke vælges på ny)")],
            id="name within",
        ),
        pytest.param(
            {"cause_id": "3", "cause": {"name_da": "Ventetid", "name_en": "Waiting"}},
            [("3", "Ventetid (kan ikke vælges på ny)")],
            id="name of the catalogue",
        ),
    ],
)
def test_what_stands_is_offered_last(item: dict[str, Any], added: list[tuple[str, str]]) -> None:
    kept = with_standing(language("da"), [CAUSE], OPTIONS, item)
    assert kept == {"cause_id": [*OPTIONS["cause_id"], *added]}


def test_what_is_typed_is_left_alone() -> None:
    fields = [Field("authority", "Myndighed"), CAUSE]
    known = {"authority": [("Udbetaling Danmark", "Udbetaling Danmark")]}
    item = {"authority": "Ankestyrelsen", "cause_id": "3"}
    assert with_standing(language("da"), fields, known, item) == known


def test_a_word_says_in_each_language_that_it_is_used_no_more() -> None:
    word = {"name_da": "Tonen", "name_en": "Tone", "retired": True}
    assert word_of(language("da"), word) == "Tonen (bruges ikke mere)"
    assert word_of(language("en"), word) == "Tone (used no more)"
    assert word_of(language("en"), word | {"retired": False}) == "Tone"
