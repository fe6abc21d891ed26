"""Tables and pictures say what is not there, and put last what says little."""

import pytest
from sqlmodel import Session

from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.api.complaints.facts.known import decide
from tests.factories import make_complaint, make_point, make_unit
from tests.web.cases.conftest import one, text
from tests.web.patterns.conftest import FEBRUARY, MAY, Town, rows_of


def test_months_without_complaints_stand_between_the_others(town: Town) -> None:
    page = town.open("/patterns?by=month")

    rows = {name: cells[0].split()[0] for name, cells in rows_of(page).items()}
    assert rows == {"feb. 2017": "3", "mar. 2017": "0", "apr. 2017": "0", "maj 2017": "8"} | {
        "Alle": "11"
    }
    assert text(page.select_one("figure .said-of")) == (
        "Højest i maj 2017 (8), lavest i 2 perioder (0); senest 8 i maj 2017."
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("by=month&measure=upheld_share", "Tallet er det samme i 2 perioder: 100,0."),
        ("by=quarter&measure=per_100_decisions", "Tallet er kun kendt i 2. kvt. 2017: 800,0."),
    ],
)
def test_a_course_that_does_not_move_has_no_highest(
    query: str, said: str, town: Town, session: Session
) -> None:
    case = make_case(session, town.units[0], make_case_type(session), received_on=FEBRUARY)
    decide(session, case, MAY)

    page = town.open(f"/patterns?{query}")

    assert text(page.select_one("figure .said-of")) == said


def test_a_small_picture_has_its_band_where_none_came_too(town: Town) -> None:
    page = town.open("/patterns?by=unit&by=month")

    of_b = page.select(".multiple")[1]
    assert text(of_b.figcaption) == "Afdeling B"
    assert text(of_b.desc) == "Højest i maj 2017 (2), lavest i 3 perioder (0); senest 2 i maj 2017."
    [band] = of_b.select(".chart-band")
    way = str(band["d"])
    assert (way.count("M"), way.count(",")) == (1, 8)


def test_where_none_of_some_decisions_are_complained_of_it_is_said_of_how_many(
    town: Town, session: Session
) -> None:
    case = make_case(session, town.units[1], make_case_type(session), received_on=FEBRUARY)
    decide(session, case, MAY)

    page = town.open("/patterns?by=cause&by=unit&measure=per_100_decisions")

    assert [text(head) for head in page.select("#pattern thead th")][1:3] == [
        *("Afdeling B", "Afdeling A")
    ]
    assert rows_of(page)["Skift"][:2] == [
        "200,0 se klagerne: Skift, Afdeling B 2 af 1",
        "– uoplyst",
    ]
    assert rows_of(page)["Tone"][:2] == ["0,0 0 af 1", "– uoplyst"]


def test_groups_of_a_few_and_those_not_known_stand_last(town: Town, session: Session) -> None:
    for name, finding, number in (("C", None, 6), ("D", "not_upheld", 5)):
        unit = make_unit(session, name=f"Afdeling {name}")
        for _ in range(number):
            made = make_complaint(session, unit, received_on=MAY)
            make_point(session, made, town.causes[0], finding=finding)

    page = town.open("/patterns?by=unit&measure=upheld_share")

    assert list(rows_of(page)) == [f"Afdeling {name}" for name in "ADBC"] + ["Alle"]
    why = "Grupper med færre end 5 bag sig står sidst"
    assert why in text(one(page, "#explorer"))
    table = town.open("/patterns?by=unit&by=kind&measure=upheld_share")
    assert why in text(one(table, "#explorer"))
    assert why not in text(one(town.open("/patterns?by=unit"), "#explorer"))


def test_margins_tell_what_was_before(town: Town) -> None:
    page = town.open("/patterns?by=unit&by=cause&period=2017-Q2&compare=previous_period")

    found = {name: [cell.split()[0] for cell in cells] for name, cells in rows_of(page).items()}
    assert found == {"Afdeling A": ["6", "0", "6"], "Afdeling B": ["2", "0", "2"]} | {
        "Alle": ["8", "0", "8"]
    }
    assert [cells[2].endswith("før 3") for cells in rows_of(page).values()] == [True, False, True]
    assert rows_of(page)["Alle"][1] == "0 før 3"
    assert "tynde bjælke" not in text(one(page, "#explorer"))


def test_of_several_cells_that_are_highest_none_is_named(town: Town, session: Session) -> None:
    for _ in range(6):
        made = make_complaint(session, town.units[1], received_on=MAY)
        make_point(session, made, town.causes[1], finding="upheld")

    page = town.open("/patterns?by=unit&by=cause")

    assert text(one(page, ".said-of")) == "Højest er 2 felter: 6 i hvert."
    assert "Kraftigere farve: større tal." in text(one(page, "#explorer"))
