"""Figures with small counts hidden: for the public, and for who may not read complaints.

They are told of whole years that are settled, each from one state of the data for good, and only in
blocks of five complaints or more (`api.complaints.protection`), so nothing can be reckoned back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import dropwhile
from typing import Final

import numpy as np
from sqlmodel import Session

from api.complaints.facts.columns import Column, Facts, Rows
from api.complaints.facts.refreshing import run
from api.complaints.patterns import sql
from api.complaints.patterns.dimensions import Dimension, check_dimensions
from api.complaints.patterns.grouping import period_of
from api.complaints.patterns.places import Places
from api.complaints.patterns.schemas import PatternsQuery
from api.complaints.patterns.spans import Span, ordinal, period_name, written_span
from api.complaints.protection.blocks import Blocks, blocks_of
from api.complaints.protection.offered import check_protected
from api.complaints.protection.periods import (
    DataVersion,
    ProtectedPeriod,
    protected_periods,
    protected_version,
)
from api.complaints.protection.splitting import Coarser
from api.complaints.rules import ComplaintChannel, ComplaintKind
from api.errors import InvalidInput, NotAllowed
from api.settings import get_settings

QUARTERS: Final = 4
WHOLE: Final = re.compile(r"\d{4}(-Q[1-4])?", re.ASCII)
NOT_ASKED: Final = (
    *("received_from", "received_before", "q", "data"),
    *("compare", "follow_units", "case_type_level"),
)
NOT_FILTERS: Final = frozenset({"by", "measure", "period", "audience", "compare_day"})


@dataclass(frozen=True)
class Settled:
    """Years that may be told of, each with the state of the data it is told from.

    `at` is since when the newest of those states was so.
    """

    periods: tuple[tuple[ProtectedPeriod, DataVersion], ...]
    at: datetime | None = None

    @property
    def first_quarter(self) -> int:
        return quarter_of(self.periods[0][0].first_on)

    @property
    def years(self) -> list[str]:
        return [str(period.first_on.year) for period, _ in self.periods]

    @property
    def number(self) -> int:
        return max(version.number for _, version in self.periods)


def quarter_of(day: date) -> int:
    return (day.year - 1970) * QUARTERS + (day.month - 1) // 3


def settled(session: Session, facts: Facts, today: date) -> Settled:
    """Return the years since the first complaint that are settled."""
    days = facts.complaints["day"]
    if not len(days):
        return Settled(())
    since = date.fromordinal(date(1970, 1, 1).toordinal() + int(days.min()))
    offered_from = (
        get_settings().protected_figures_from or run(session, sql.FIRST_DATA).scalar_one()
    )
    periods = protected_periods(since, today)
    turns = [max(period.settled_on, offered_from) for period in periods]
    rows = run(session, sql.FIRST_SINCE, days=turns).all()
    versions = [DataVersion(row.number, row.made_on) for row in rows]
    found = ((period, protected_version(versions, period, offered_from)) for period in periods)
    # A year of which nothing was known then is not told of because something has come to light.
    told = tuple(
        dropwhile(
            lambda each: not len(rows_of(facts.complaints, *each)),
            ((period, version) for period, version in found if version),
        )
    )
    at = {row.number: row.at for row in rows}
    return Settled(told, max((at[version.number] for _, version in told), default=None))


def check_question(query: PatternsQuery) -> None:
    """Refuse what can't be told without telling of single complaints."""
    for name in NOT_ASKED:
        if getattr(query, name) not in {None, False}:
            raise NotAllowed(
                "protected_question",
                f"With small counts hidden, {name} can't be used: ask for a whole year or quarter "
                "as `period`.",
                pointer=name,
            )
    check_dimensions(query.by)
    if query.period and not WHOLE.fullmatch(query.period):
        raise NotAllowed(
            "protected_period",
            "With small counts hidden, ask for a whole year or quarter.",
            pointer="period",
        )
    filtered = sorted(query.model_dump(exclude_defaults=True).keys() - NOT_FILTERS)
    for measure in query.measure:
        check_protected(measure.value, [each.value for each in query.by], filtered)


def check_told(period: str | None, settled_: Settled | None) -> None:
    """Refuse a period of a year that is not told: its figures are not known, and not 0."""
    told = settled_.years if settled_ else []
    year = period and str(written_span(period).first_on)[:4]
    if year and year not in told:
        raise InvalidInput(
            "protected_year_untold",
            f"With small counts hidden, {year} is not told: a year is once it is settled, from "
            f"1 February of the next. Told are: {', '.join(told) or 'none yet'}.",
            pointer="period",
        )


@dataclass(frozen=True)
class Code:
    """The values of a dimension, all that there could be, in their order; the last is none."""

    values: tuple[str | None, ...]

    def of(self, rows: Rows, name: str, names: Sequence[str]) -> Column:
        index = {value: place for place, value in enumerate(self.values)}
        last = len(self.values) - 1
        join = np.array([*(index.get(each, last) for each in names), last], np.int64)
        return join[rows[name]]


def codes_of(places: Places, settled_: Settled) -> dict[str, Code]:
    """Return the values of each dimension in an order that no renaming or moving changes."""
    quarters = range(settled_.first_quarter, settled_.first_quarter + QUARTERS * _years(settled_))
    return {
        "year": Code(
            tuple(str(settled_.periods[0][0].first_on.year + n) for n in range(_years(settled_)))
        ),
        "cause_group": Code(group_values(places)),
        "quarter": Code(tuple(period_name(Dimension.QUARTER, each) for each in quarters)),
        "unit": Code((*sorted(places.units.names), None)),
        "case_type": Code((*sorted(places.case_types.names), None)),
        "kind": Code((*map(str, ComplaintKind), None)),
        "channel": Code((*map(str, ComplaintChannel), None)),
        "cause": Code((*sorted(places.causes.above), None)),
    }


def _years(settled_: Settled) -> int:
    first, last = settled_.periods[0][0], settled_.periods[-1][0]
    return last.first_on.year - first.first_on.year + 1


def parted(facts: Facts, places: Places, settled_: Settled, *, decisions: bool) -> Blocks:
    """Part the complaints, or the decisions, of all settled years into blocks."""
    codes = codes_of(places, settled_)
    rows = facts.decisions if decisions else facts.complaints
    names = ("unit", "case_type") if decisions else ("unit", "case_type", "kind", "channel")
    chosen = np.concatenate([rows_of(rows, *each) for each in settled_.periods])
    columns = {name: codes[name].of(rows, name, facts.names[name].all())[chosen] for name in names}
    quarters = period_of(rows["month"][chosen], Dimension.QUARTER)
    columns["quarter"] = quarters - settled_.first_quarter
    coarser = []
    if not decisions:
        columns["cause"] = first_causes(facts, codes["cause"])[chosen]
        coarser.append(groups_of(places, codes["cause"]))
    sizes = {name: len(codes[name].values) for name in columns}
    year = Coarser("quarter", "year", np.arange(sizes["quarter"]) // QUARTERS)
    return blocks_of(columns, sizes, period=year, coarser=coarser)


def rows_of(rows: Rows, period: ProtectedPeriod, version: DataVersion) -> Column:
    days = rows["day"]
    within = (days >= ordinal(period.first_on)) & (days <= ordinal(period.last_on))
    return np.flatnonzero(within & rows.at(version.number))


def first_causes(facts: Facts, causes: Code) -> Column:
    """Return the cause of each complaint's first point: with small counts hidden, its only one."""
    points = facts.points
    codes = causes.of(points, "cause", facts.names["cause"].all())
    found = np.full(len(facts.complaints), len(causes.values) - 1, np.int64)
    found[points["row"][::-1]] = codes[::-1]
    return found


def groups_of(places: Places, causes: Code) -> Coarser:
    groups = group_values(places)
    index = {value: place for place, value in enumerate(groups)}
    above = [None if key is None else places.causes.above.get(key) for key in causes.values]
    return Coarser("cause", "cause_group", np.array([index[each] for each in above], np.int64))


def group_values(places: Places) -> tuple[str | None, ...]:
    causes = places.causes
    return (*sorted(causes.names.keys() - causes.above.keys()), None)


def filters_of(
    query: PatternsQuery, places: Places, codes: Mapping[str, Code], settled_: Settled
) -> dict[str, list[int]]:
    """Return the codes of each filter, as blocks are asked for them."""
    wanted: dict[str, set[str]] = {
        "unit": places.covered(query.unit),
        "case_type": places.case_types.under(query.case_type),
        "cause": places.causes.under(query.cause),
        "kind": set(map(str, query.kind)),
        "channel": set(map(str, query.channel)),
    }
    found = {
        name: [code for code, value in enumerate(codes[name].values) if value in values]
        for name, values in wanted.items()
        if values
    }
    if query.period:
        found |= period_filter(written_span(query.period), settled_)
    return found


def period_filter(span: Span, settled_: Settled) -> dict[str, list[int]]:
    """Return the codes of a period that lies in the years that are told."""
    assert span.first_on  # noqa: S101 - a written period has both ends
    assert span.before_on  # noqa: S101
    first = quarter_of(span.first_on) - settled_.first_quarter
    after = quarter_of(span.before_on) - settled_.first_quarter
    year = {"year": [first // QUARTERS]}
    return year if after - first == QUARTERS else year | {"quarter": [first]}
