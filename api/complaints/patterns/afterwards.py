"""What came after complaints: a decision that was waited for, or the same error once more."""

from typing import Final

import numpy as np

from api.complaints.facts.columns import Column, Facts
from api.complaints.patterns.dimensions import Dimension
from api.complaints.patterns.grouping import of_rows
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.spans import ordinal
from api.complaints.rules import PointFinding

A_YEAR: Final = 12
APART: Final = 1 << 18
"""More than there are days: a place times this, and a day, is one number for both."""
RIGHT: Final = (PointFinding.UPHELD, PointFinding.PARTLY_UPHELD)


def decided_soon(asked: Asked, complaints: Column, within: int) -> tuple[Column, Column]:
    """Say of complaints whose case waited for a decision, and which of these soon got one.

    Only those of which so many days had passed are told of.
    """
    rows = asked.facts.complaints
    waited = (rows["undecided"][complaints] == 1) & (
        rows["day"][complaints] + within < ordinal(asked.on)
    )
    return waited, waited & (rows["decision_days"][complaints] <= within)


def came_back(asked: Asked, points: Column) -> tuple[Column, Column]:
    """Say of points which are errors admitted a year ago or more, and which of these came back.

    It did with another point of the same cause in the same unit that was right too, received in
    the twelve months after the answer, whatever period or filter is asked for.
    """
    complaints, rows = asked.facts.complaints, asked.facts.points["row"][points]
    answered = complaints["day"][rows] + complaints["answer_days"][rows]
    days = np.nan_to_num(answered).astype(np.int64)
    until = months_after(days, A_YEAR)
    admitted = is_right(asked.facts, points) & ~np.isnan(answered) & (until < ordinal(asked.on))
    errors = asked.once("errors", lambda: errors_of(asked))
    place = places_of(asked, points) * APART
    following = np.append(errors, np.iinfo(np.int64).max)
    first = following[np.searchsorted(errors, place + days, side="right")]
    return admitted, admitted & (first <= place + until)


def errors_of(asked: Asked) -> Column:
    """Return the places and days of receipt of all points that were right, in order."""
    facts = asked.facts
    rows = facts.complaints
    held = rows.at(asked.number)
    if asked.units is not None:
        held &= asked.coded(rows, "unit", {str(unit) for unit in asked.units})
    points = np.flatnonzero(held[facts.points["row"]])
    points = points[is_right(facts, points)]
    return np.sort(places_of(asked, points) * APART + rows["day"][facts.points["row"][points]])


def places_of(asked: Asked, points: Column) -> Column:
    """Return one number for the cause and the unit of points."""
    facts = asked.facts
    rows = facts.points["row"][points]
    units = of_rows(asked, facts.complaints, rows, Dimension.UNIT).codes.astype(np.int64)
    return units * (len(facts.names["cause"].codes) + 1) + facts.points["cause"][points]


def is_right(facts: Facts, points: Column) -> Column:
    """Say of points which were found right, wholly or partly."""
    codes = [facts.names["finding"].known(finding) for finding in RIGHT]
    found: Column = np.isin(facts.points["finding"][points], codes)
    return found


def months_after(days: Column, months: int) -> Column:
    """Return the same days of later months, or the last ones where months are shorter."""
    dates = days.astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    later = month + months
    last = (later + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    same = later.astype("datetime64[D]") + (dates - month.astype("datetime64[D]"))
    found: Column = np.minimum(same, last).astype(np.int64)
    return found
