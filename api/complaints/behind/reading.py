"""The complaints behind a figure, as they were counted, and without who complained."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlmodel import Session

from api.complaints.behind.choosing import Chosen, chosen_by, day_of, id_of, rows_behind
from api.complaints.behind.queries import complainants_of, written_of
from api.complaints.behind.schemas import (
    ComplaintBehind,
    ComplaintsBehindOut,
    ComplaintsBehindQuery,
    PointBehind,
)
from api.complaints.deidentified.queries import known_in
from api.complaints.facts.columns import NONE, Column
from api.complaints.patterns.answering import permanent
from api.complaints.patterns.dimensions import Dimension
from api.complaints.patterns.schemas import DataOut, ValueOut
from api.complaints.patterns.selecting import MARKS, Asked
from api.complaints.patterns.standing import Data
from api.complaints.patterns.words import value_name
from api.language import Language
from api.people.rules import Actor
from api.words.enumerations import Both, said

PATH: Final = "/v1/complaints/patterns/complaints"
UNREAD: Final[dict[str, Any]] = dict.fromkeys(("id", "number", "text"))
CITIZEN: Final[Both] = ("Borger {number}", "Citizen {number}")


def shown_behind(
    session: Session,
    actor: Actor,
    asked: Asked,
    query: ComplaintsBehindQuery,
    data: Data,
    language: Language,
) -> ComplaintsBehindOut:
    chosen = chosen_by(asked, rows_asked_for(session, actor, asked, query), query)
    query = query.model_copy(update={"cursor": None})
    return ComplaintsBehindOut(
        data=DataOut(**data.told()),
        link=permanent(PATH, query, data),
        items=items_of(session, actor, asked, chosen, language),
        next=chosen.next,
        total=len(chosen.rows),
    )


def rows_asked_for(
    session: Session, actor: Actor, asked: Asked, query: ComplaintsBehindQuery
) -> Column:
    """Return the rows of a cell; of them those that name a complainant or not, if that is asked.

    That is told as it is today, and so of what may be read today.
    """
    rows = rows_behind(asked, query)
    if query.named is None:
        return rows
    ids = ids_of(asked, rows)
    whose = complainants_of(session, actor, ids)
    wanted = [key in whose and (whose[key] is not None) == query.named for key in ids]
    kept: Column = rows[np.array(wanted, np.bool_)]
    return kept


def items_of(
    session: Session, actor: Actor, asked: Asked, chosen: Chosen, language: Language
) -> list[ComplaintBehind]:
    """Return a page of complaints: of those that may be read no more only what was counted."""
    ids = ids_of(asked, chosen.page)
    whose = pseudonyms(session, actor, ids_of(asked, chosen.so_far), language)
    read = read_today(session, actor, ids)
    points = points_of(asked, chosen.page, language)
    return [
        ComplaintBehind(
            complainant=whose.get(key),
            points=points.get(int(row), []),
            **read.get(key, UNREAD),
            **counted_of(asked, int(row), language),
        )
        for row, key in zip(chosen.page, ids, strict=True)
    ]


def read_today(
    session: Session, actor: Actor, ids: Sequence[UUID]
) -> Mapping[UUID, dict[str, Any]]:
    """Return by what complaints are opened and what they say, of those that may be read."""
    written = written_of(session, actor, ids)
    known = known_in(session, written.keys())
    return {
        key: {"id": key, "number": each.number, "text": known[key].removed_from(each.text)}
        for key, each in written.items()
    }


def ids_of(asked: Asked, rows: Column) -> list[UUID]:
    return [id_of(asked.facts.complaints, row) for row in rows]


def pseudonyms(
    session: Session, actor: Actor, ids: Sequence[UUID], language: Language
) -> Mapping[UUID, str]:
    """Name complainants by when they first come in the whole answer, whichever page is shown."""
    found = complainants_of(session, actor, ids)
    whose = {key: citizen for key in ids if (citizen := found.get(key))}
    numbers: dict[UUID, int] = {}
    for citizen in whose.values():
        numbers.setdefault(citizen, len(numbers) + 1)
    words = said(CITIZEN, language)
    return {key: words.format(number=numbers[citizen]) for key, citizen in whose.items()}


def counted_of(asked: Asked, row: int, language: Language) -> dict[str, Any]:
    """Return what is counted of a complaint."""
    rows = asked.facts.complaints
    changes = int(rows["caseworker_changes"][row])
    codes = ("kind", "channel", "outcome", "deadline_state")
    places = (Dimension.UNIT, Dimension.CASE_TYPE, Dimension.LEGAL_BASIS)
    return {
        **{name: key_of(asked, name, rows[name][row]) for name in codes},
        **{each.value: named(asked, each, rows[each][row], language) for each in places},
        "received_on": day_of(rows, row),
        "caseworker_changes": None if changes == NONE else changes,
        "repeated": bool(rows["repeated"][row]),
    }


def key_of(asked: Asked, name: str, code: int) -> str | None:
    return None if code == NONE else asked.facts.names[name].all()[code]


def named(asked: Asked, dimension: Dimension, code: int, language: Language) -> ValueOut | None:
    key = key_of(asked, dimension.value, code)
    if key is None:
        return None
    return ValueOut(key=key, name=value_name(asked.places, dimension, key, language))


def points_of(asked: Asked, rows: Column, language: Language) -> Mapping[int, list[PointBehind]]:
    points = asked.facts.points
    found: dict[int, list[PointBehind]] = {}
    for place in np.flatnonzero(np.isin(points["row"], rows)):
        cause = named(asked, Dimension.CAUSE, points["cause"][place], language)
        point = PointBehind(
            cause=cause,
            finding=key_of(asked, "finding", points["finding"][place]),
            marks=[mark for mark, bit in MARKS.items() if points["marks"][place] & bit],
        )
        found.setdefault(int(points["row"][place]), []).append(point)
    return found
