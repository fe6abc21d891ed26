"""What a change was, in the words and the days of who reads it."""

import re
from typing import Any

import pytest

from web.language import language
from web.records.changes import together, value_text

TAG = re.compile("<[^>]+>")


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (None, "", ""),
        (0, "0", "0"),
        (True, "ja", "yes"),
        ("2017-09-20", "20.09.2017", "20 Sept 2017"),
        ("2017-99-99", "2017-99-99", "2017-99-99"),
        ("2017-09-20T12:02:33.519694+00:00", "20.09.2017 kl. 14.02", "20 Sept 2017 at 14:02"),
        ("2017-13-20T12:02Z", "2017-13-20T12:02Z", "2017-13-20T12:02Z"),
        ("(hidden)", "(vises ikke)", "(not shown)"),
        ("(changed)", "(ændret; vises ikke)", "(changed; not shown)"),
        ("a", "A", "A"),
        (["a", "b"], "A · b", "A · b"),
    ],
)
def test_a_value_is_told_as_people_read_it(value: Any, danish: str, english: str) -> None:
    words = {"a": "A", "": "nej"}
    for code, said in (("da", danish), ("en", english)):
        assert TAG.sub("", value_text(language(code), value, words)) == said


def test_an_imprecise_date_is_told_by_its_days_in_the_reader_s_way() -> None:
    columns = {"_from": "2017-05-01", "_until": "2017-05-31", "_precision": "month"}
    changed = [
        {"field": f"finish{name}", "before": None, "after": value}
        for name, value in columns.items()
    ]
    for code, said in (("da", "01.05.2017 – 31.05.2017"), ("en", "1 May 2017 – 31 May 2017")):
        assert together(language(code), changed) == [
            {"field": "finish", "before": None, "after": said}
        ]
