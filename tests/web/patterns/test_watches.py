"""A pattern is kept under a name, watched, and seen by nobody else."""

from typing import Any

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
