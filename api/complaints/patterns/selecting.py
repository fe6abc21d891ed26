"""Which rows of the facts a query is about."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from api.complaints.facts.columns import NONE, Facts, Rows
from api.complaints.facts.once import Once
from api.complaints.patterns.dimensions import CaseworkerChanges, ComplaintMark, Unknown
from api.complaints.patterns.places import Places
from api.complaints.patterns.schemas import ComplaintFilters
from api.complaints.patterns.spans import Span, ordinal

Chosen = NDArray[np.bool_]
CHANGES: Final = {CaseworkerChanges.NONE: 0, CaseworkerChanges.ONE: 1, CaseworkerChanges.MORE: 2}
UNKNOWN_PLACES: Final = frozenset({Unknown.CASE_TYPE, Unknown.LEGAL_BASIS, Unknown.LETTER_TYPE})
MARKS: Final = {mark: 1 << place for place, mark in enumerate(ComplaintMark)}


@dataclass(frozen=True)
class Asked:
    """A query over the facts of a state, by somebody who may count in some units (None: in all).

    `on` is the day that the state began: what takes time is told as of it. `found` are the texts
    that hold the words asked for, if any were.
    """

    facts: Facts
    number: int
    on: date
    places: Places
    query: ComplaintFilters
    span: Span
    units: Collection[UUID] | None
    found: NDArray[Any] | None = None
    once: Once = field(default_factory=Once, compare=False, repr=False)

    def of(self, span: Span) -> "Asked":
        """Return the same query of another span."""
        return replace(self, span=span, once=Once())

    @cached_property
    def complaints(self) -> Chosen:
        """Say which complaints are counted."""
        rows, query = self.facts.complaints, self.query
        chosen = self.everywhere(rows)
        for name in ("kind", "channel", "outcome"):
            chosen &= self.one_of(rows, name, getattr(query, name))
        if query.repeated is not None:
            chosen &= rows["repeated"] == int(query.repeated)
        if self.found is not None:
            chosen &= np.isin(rows["told_as"], self.found)
        if self.of_points:
            chosen[chosen] = self.has_point(chosen)
        for name in UNKNOWN_PLACES.intersection(query.without):
            chosen &= rows[name] == NONE
        if Unknown.CASE in query.without:
            chosen &= ~rows["has_case"]
        if Unknown.CAUSE in query.without:
            chosen &= ~self.facts.pointed
        return chosen

    @cached_property
    def decisions(self) -> Chosen:
        """Say which decisions the complaints are measured against: those of the same place."""
        return self.everywhere(self.facts.decisions)

    @cached_property
    def points(self) -> Chosen:
        """Say which points are counted: those asked for, of the complaints that are."""
        chosen: Chosen = self.complaints[self.facts.points["row"]]
        return chosen & self.wanted_points if self.of_points else chosen

    @property
    def of_points(self) -> bool:
        query = self.query
        return bool(query.cause or query.finding or query.mark) or (
            Unknown.FINDING in query.without
        )

    @cached_property
    def wanted_points(self) -> Chosen:
        points, query = self.facts.points, self.query
        chosen = np.ones(len(points), np.bool_)
        if query.cause:
            chosen &= self.coded(points, "cause", self.places.causes.under(query.cause))
        chosen &= self.one_of(points, "finding", query.finding)
        if query.mark:
            chosen &= (points["marks"] & sum(MARKS[mark] for mark in query.mark)) != 0
        if Unknown.FINDING in query.without:
            chosen &= points["finding"] == NONE
        return chosen

    def has_point(self, chosen: Chosen) -> Chosen:
        """Say of the chosen complaints which have a point that is asked for."""
        has = np.zeros(len(chosen), np.bool_)
        has[self.facts.points["row"][self.wanted_points]] = True
        return has[chosen]

    def everywhere(self, rows: Rows) -> Chosen:
        """Apply what complaints and decisions have in common: state, days, places, and rights."""
        query, places = self.query, self.places
        chosen = rows.at(self.number)
        if self.span.first_on:
            chosen &= rows["day"] >= ordinal(self.span.first_on)
        if self.span.before_on:
            chosen &= rows["day"] < ordinal(self.span.before_on)
        if self.units is not None:
            chosen &= self.coded(rows, "unit", {str(unit) for unit in self.units})
        if query.unit:
            chosen &= self.coded(rows, "unit", places.covered(query.unit))
        if query.case_type:
            chosen &= self.coded(rows, "case_type", places.case_types.under(query.case_type))
        if query.legal_basis:
            chosen &= self.coded(rows, "legal_basis", self.joined_bases())
        chosen &= self.one_of(rows, "letter_type", query.letter_type)
        chosen &= self.one_of(rows, "deadline_state", query.deadline_state)
        if query.caseworker_changes:
            wanted = [CHANGES[each] for each in query.caseworker_changes]
            chosen &= np.isin(np.minimum(rows["caseworker_changes"], 2), wanted)
        return chosen

    def joined_bases(self) -> set[str]:
        """Return the legal bases asked for, with all that preceded or followed them."""
        bases = self.places.legal_bases
        ends = {bases.last(str(each)) for each in self.query.legal_basis}
        return ends | {key for key in bases.names if bases.last(key) in ends}

    def one_of(self, rows: Rows, name: str, wanted: Collection[Any]) -> Chosen | bool:
        return self.coded(rows, name, {str(each) for each in wanted}) if wanted else True

    def coded(self, rows: Rows, name: str, wanted: Collection[str]) -> Chosen:
        """Say which rows have one of some values."""
        names = self.facts.names[name]
        allowed = np.zeros(len(names.codes) + 1, np.bool_)
        for each in wanted:
            if each in names.codes:
                allowed[names.codes[each]] = True
        found: Chosen = allowed[rows[name]]
        return found
