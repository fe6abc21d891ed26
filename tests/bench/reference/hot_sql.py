"""The statements that the product reads its pages and streams with, for the raw reference."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api.clock import today
from api.deadlines.documents import sql
from api.deadlines.documents.pages import PageStatement
from api.deadlines.documents.selecting import Reader, Selection
from api.deadlines.rules import AsOf, Status
from api.deadlines.schemas import DeadlinesQuery, Order

EVERYWHERE = Reader(me=None, reads=None, writes=None)
NIL = UUID(int=0)


@dataclass(frozen=True)
class Hot:
    """A statement and its parameters."""

    text: str
    values: dict[str, Any]


def hot_sql() -> tuple[Hot, Hot]:
    """Return what reads a page of a unit's open deadlines of some days, and what streams all."""
    asked = DeadlinesQuery(
        unit=NIL, status=[Status.OPEN], due_from=today(), due_before=today(), limit=100
    )
    of_unit = Selection(asked, AsOf(today(), today()), EVERYWHERE, [NIL])
    page = PageStatement(of_unit, Order.DUE_ON, asked.limit, None, counted=False)
    whole = Selection(DeadlinesQuery(), AsOf(today(), today()), EVERYWHERE)
    stream = f"SELECT {whole.line} FROM {sql.TABLE} WHERE {whole.where}"  # noqa: S608 - the product's own parts
    return Hot(page.text, page.values), Hot(stream, whole.values)
