"""Facts of many complaints and decisions, written at once: what a municipality leaves in years."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from api.catalogue.case_types.tables import CaseType
from api.catalogue.causes.tables import ComplaintCause
from api.clock import TOWN_HALL
from api.complaints.facts.refreshing import refresh, run
from api.organisation.tables import Unit
from api.table import new_id
from tests.factories import UNKNOWN_ID

FIRST = date(2015, 4, 1)
QUARTERS = 9
"""Until the end of June 2017: the last quarter that had ended on the day of tests."""
ANOTHER_STATE = """
    INSERT INTO pattern_data SELECT (jsonb_populate_record(state, jsonb_build_object(
        'number', state.number + 1, 'id', %(id)s::uuid,
        'at', %(at)s::timestamptz, 'checked_at', %(at)s::timestamptz
    ))).* FROM pattern_data AS state ORDER BY state.number DESC LIMIT 1
"""


def quarter_start(number: int) -> date:
    months = FIRST.month - 1 + 3 * number
    return date(FIRST.year + months // 12, months % 12 + 1, 1)


def write_facts(
    session: Session, complaints: Iterable[dict[str, Any]], decisions: Iterable[dict[str, Any]]
) -> None:
    """Add facts to the newest state of the data, as though a refresh had found them."""
    state = refresh(session)
    for table, key, rows in (
        ("complaint_facts", "complaint_id", complaints),
        ("decision_facts", "decision_id", decisions),
    ):
        values = [row | {key: str(new_id()), "since": state.number} for row in rows]
        if not values:
            continue
        names = ", ".join(values[0])
        run(
            session,
            f"INSERT INTO {table} ({names}) SELECT {names} "  # noqa: S608 - names of columns
            f"FROM json_populate_recordset(null::{table}, %(rows)s::json)",
            rows=json.dumps(values, default=str),
        )


def begin_state(session: Session, day: date) -> int:
    """End the newest state of the data on a day, with another that is alike; return its number."""
    ended = refresh(session)
    at = datetime(day.year, day.month, day.day, 8, tzinfo=TOWN_HALL)
    run(session, ANOTHER_STATE, id=new_id(), at=at)
    return ended.number


def complaint(day: date, unit: Unit, case_type: CaseType, cause: ComplaintCause) -> dict[str, Any]:
    return {
        "received_on": day,
        "unit_id": unit.id,
        "case_type_id": case_type.id,
        "kind": "procedural",
        "channel": "phone",
        "outcome": "open",
        "has_case": True,
        "repeated": False,
        "caseworker_changes": 0,
        "deadline_state": "within",
        "contacted": False,
        "noted": False,
        "words": UNKNOWN_ID,
        "points": [[str(cause.id), None, 0]],
    }


def decision(day: date, unit: Unit, case_type: CaseType, **fields: Any) -> dict[str, Any]:
    defaults: dict[str, Any] = {
        "made_on": day,
        "unit_id": unit.id,
        "case_type_id": case_type.id,
        "caseworker_changes": 0,
        "deadline_state": "within",
        "complained": False,
    }
    return defaults | fields


def day_in(rng: Random, quarter: int) -> date:
    return quarter_start(quarter) + timedelta(days=rng.randrange(85))
