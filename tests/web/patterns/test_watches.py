"""A pattern is kept under a name, watched, and seen by nobody else."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from api.complaints.watches.tables import PatternWatch, PatternWatchRun
from api.people.rules import Role
from tests.web.cases.conftest import links, one, text
from tests.web.patterns.conftest import Town

NEW = "/pattern-watches/new?by=unit&kind=procedural&figures=patterns"


def watch(town: Town, **typed: Any) -> str:
    """Keep a question, and return where that led."""
    answer = town.web.post(NEW, data={"name": "Skift i A", **typed})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def test_what_is_shown_can_be_kept_and_opened_again(town: Town) -> None:
    [keep] = [
        each
        for each in links(town.open("/patterns?by=unit&kind=procedural"))
        if each.startswith("/pattern-watches/new")
    ]
    assert keep == NEW
    name = one(town.open(keep), "input[name=name]")["value"]
    assert name == "Antal klager efter enhed"

    page = town.open(watch(town))
    assert "/patterns?by=unit&kind=procedural" in links(page)
    assert "kun når jeg åbner det" in text(one(page, "#watches tbody"))


def test_a_threshold_is_said_in_words(town: Town) -> None:
    way = watch(town, every="month", measure="complaints", direction="over", threshold="10")
    row = text(one(town.open(way), "#watches tbody tr"))
    assert "hver måned" in row
    assert "Antal klager kommer over 10,0" in row


def test_half_a_threshold_is_refused_in_its_form(town: Town) -> None:
    answer = town.web.post(NEW, data={"name": "Skift i A", "threshold": "10"})
    assert answer.status_code == 422
    assert "alle tre skal være der" in answer.text
    nameless = town.web.post(NEW, data={"name": ""})
    assert "Feltet skal udfyldes." in nameless.text


def test_nobody_else_sees_it_and_it_can_be_deleted(town: Town) -> None:
    way = watch(town)
    [delete] = [each for each in links(town.open(way)) if each.endswith("/delete")]
    form = town.open(delete)
    etag = str(one(form, "input[name=etag]")["value"])

    town.web.post(delete, data={"etag": etag})
    assert "Ingen fulgte mønstre endnu" in text(town.open("/pattern-watches").main)

    watch(town)
    town.as_role(Role.ADMIN)
    assert "Ingen fulgte mønstre endnu" in text(town.open("/pattern-watches").main)


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("/v1/complaints/patterns?by=unit&period=2017-Q2", "/patterns?by=unit&period=2017-Q2"),
        ("/v1/complaints/signals?period=2017-Q2", "/patterns/signals?period=2017-Q2"),
    ],
)
def test_what_passed_its_threshold_stands_there_until_it_is_seen(
    town: Town, session: Session, link: str, page: str
) -> None:
    watch(town)
    [kept] = session.exec(select(PatternWatch)).all()
    found = [{"key": "a", "name": "Afdeling A", "value": 9, "new": True}]
    session.add(
        PatternWatchRun(
            watch_id=kept.id,
            period="2017-Q2",
            ran_at=datetime(2017, 7, 1, tzinfo=UTC),
            passed=True,
            found=found,
            link=link,
        )
    )
    session.flush()
    passed = one(town.open("/pattern-watches"), ".passed")
    assert "Afdeling A 9 (ny)" in text(passed)
    assert passed.select("a")[0]["href"] == page

    answer = town.web.post(str(passed.select("form")[0]["action"]))
    assert answer.headers["Location"] == "/pattern-watches"
    assert town.open("/pattern-watches").select(".passed") == []
