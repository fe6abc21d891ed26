"""Which deadlines are meant: filters and rights, said once for lists, streams and batches."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from api.catalogue.terms.kinds import NOTICE_OWED
from api.deadlines.documents import sql
from api.deadlines.rules import AsOf
from api.deadlines.schemas import DeadlineFilters
from api.people.rules import Actor, Scope

TYPES_UNDER = """
    WITH RECURSIVE under AS (
        SELECT id FROM case_types WHERE id = %(case_type)s
        UNION SELECT lower.id FROM case_types AS lower JOIN under ON lower.parent_id = under.id
    ) SELECT id FROM under
"""
# What is asked of a document as it stands in it; the parameter has the filter's name.
EQUAL = {
    "id": "deadline_id = ANY(%(id)s)",
    "kind": "kind = ANY(%(kind)s)",
    "unit": "unit_id = ANY(%(unit)s)",
    "case_type": f"case_type_id IN ({TYPES_UNDER})",
    "caseworker": "caseworker_id = %(caseworker)s",
    "case": "case_id = %(case)s",
    "q": "starts_with(case_number, %(q)s)",
    "owed_by": "owed_by = %(owed_by)s",
    "legal_due_from": "legal_due_on >= %(legal_due_from)s",
    "legal_due_before": "legal_due_on < %(legal_due_before)s",
    "received_from": "received_on >= %(received_from)s",
    "received_before": "received_on < %(received_before)s",
}


READS, WRITES = "%(reads)s::uuid[]", "%(writes)s::uuid[]"


def array(units: Collection[UUID] | None) -> str:
    """Return units as PostgreSQL writes an array."""
    return f"{{{','.join(map(str, units or ()))}}}"


@dataclass(frozen=True)
class Reader:
    """Where somebody may read deadlines, and act on them; None is everywhere."""

    me: UUID | None
    reads: frozenset[UUID] | None
    writes: frozenset[UUID] | None

    @cached_property
    def values(self) -> dict[str, Any]:
        """Return the parameters that stand for the reader, written once for all their requests."""
        return {"me": self.me, "reads": array(self.reads), "writes": array(self.writes)}

    @classmethod
    def of(cls, actor: Actor) -> "Reader":
        reads, writes = (Scope.DEADLINES_READ, Scope.DEADLINES_WRITE)
        return cls(actor.id, actor.units_of(reads), actor.units_of(writes))

    @property
    def may(self) -> str:
        """Return what the reader can do to a deadline: the acts it takes, where they may act."""
        if self.writes is None:
            return "acts"
        here = f"case_unit_id = ANY({WRITES}) OR case_caseworker_id = %(me)s"
        return f"CASE WHEN {here} THEN acts ELSE '[]' END"


@dataclass(frozen=True)
class Selection:
    """Some deadlines as of a day. `units` are the filter's, with all under it.

    Parts of one case, or of things known by their ids, are read where the case is now as well: what
    ended before a transfer stays where it ended.
    """

    filters: DeadlineFilters
    as_of: AsOf
    reader: Reader
    units: Collection[UUID] | None = None
    of_known: bool = False

    @property
    def judged(self) -> sql.Judged:
        return sql.judged(past=self.as_of.past)

    @property
    def line(self) -> str:
        return sql.line(self.judged, self.reader.may)

    @property
    def where(self) -> str:
        wanted = [*self.visible(), "started_on <= %(as_of)s", *self.asked(), *self.judged_as()]
        return " AND ".join(f"({each})" for each in wanted)

    def visible(self) -> list[str]:
        reads, units = self.reader.reads, self.units
        if reads is None or (units is not None and reads.issuperset(units)):
            return []
        here = f"unit_id = ANY({READS}) OR caseworker_id = %(me)s"
        case_here = f" OR case_unit_id = ANY({READS}) OR case_caseworker_id = %(me)s"
        return [here + (case_here if self.of_known or self.filters.case else "")]

    def asked(self) -> list[str]:
        """Say what is asked of deadlines whatever the day."""
        filters = self.filters
        found = [said for name, said in EQUAL.items() if getattr(filters, name) is not None]
        if filters.unassigned is not None:
            found.append(f"caseworker_id IS {'' if filters.unassigned else 'NOT '}NULL")
        if filters.notice_owed is not None:
            found.append(f"{'' if filters.notice_owed else 'NOT '}(kind = ANY(%(notice_owed)s))")
        return found

    def judged_as(self) -> list[str]:
        """Say what is asked of how deadlines stand on the day."""
        filters, how, found = self.filters, self.judged, list[str]()
        if filters.status:
            found.append(" OR ".join(f"({how.has(status)})" for status in filters.status))
        if filters.due_from:
            found.append(f"{how.due_on} >= %(due_from)s")
        if filters.due_before:
            found.append(f"{how.due_on} < %(due_before)s")
        if filters.overdue_days_min:
            late = "legal_due_on <= %(as_of)s - %(overdue_days_min)s"
            found.append(f"{how.not_ended} AND {late} AND NOT ({how.stands_still})")
        for wanted, said in ((filters.notified, how.notified), (filters.waiting, how.waiting)):
            if wanted is not None:
                found.append(said if wanted else f"NOT ({said})")
        return found

    @property
    def values(self) -> dict[str, Any]:
        """Return the parameters of `where` and `line`."""
        given = self.filters.model_dump(mode="python", exclude_none=True)
        plain = {name: given[name] for name in given if name not in {"status", "kind"}}
        return plain | {
            "kind": [kind.value for kind in self.filters.kind or ()],
            "unit": list(self.units or ()),
            "notice_owed": [kind.value for kind in NOTICE_OWED],
            "as_of": self.as_of.day,
            **self.reader.values,
        }
