"""What came after complaints: a decision that was waited for, or the same error once more."""

from typing import Final

import numpy as np

from api.complaints.facts.columns import Column
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
    """Say of points which are errors admitted a year ago or more, and which of these came back."""
    admitted, returned = asked.once("errors", lambda: errors_told(asked))
    return admitted[points], returned[points]


def errors_told(asked: Asked) -> tuple[Column, Column]:
    """Say of all points there are which are errors admitted a year ago or more, and which returned.

    One did with another point of the same cause in the same unit that was right too, received in
    the twelve months after the answer, whatever period or filter is asked for.
    """
    facts, points = asked.facts, errors_of(asked)
    complaints, rows = facts.complaints, facts.points["row"][points]
    place = places_of(asked, points) * APART
    received = np.append(np.sort(place + complaints["day"][rows]), np.iinfo(np.int64).max)
    answered = complaints["day"][rows] + complaints["answer_days"][rows]
    known = np.flatnonzero(~np.isnan(answered))
    points, place, since = points[known], place[known], answered[known].astype(np.int64)
    until = months_after(since, A_YEAR)
    following = next_after(place + since, received)
    told = until < ordinal(asked.on)
    return (
        only(len(facts.points), points[told]),
        only(len(facts.points), points[told & (following <= place + until)]),
    )


def next_after(numbers: Column, ordered: Column) -> Column:
    """Return for each number the first that is greater, of some in ascending order."""
    # Who looks in order finds the next one beside the last: a fifth of the time.
    order = np.argsort(numbers)
    found = np.empty_like(numbers)
    found[order] = ordered[np.searchsorted(ordered, numbers[order], side="right")]
    return found


def only(number: int, places: Column) -> Column:
    """Return so many truths, which hold in some places."""
    found = np.zeros(number, np.bool_)
    found[places] = True
    return found


def errors_of(asked: Asked) -> Column:
    """Return the points that were right, in the state and the units that are counted."""
    facts = asked.facts
    held = facts.complaints.at(asked.number)
    if asked.units is not None:
        held &= asked.coded(facts.complaints, "unit", {str(unit) for unit in asked.units})
    right = asked.coded(facts.points, "finding", RIGHT)
    found: Column = np.flatnonzero(right & held[facts.points["row"]])
    return found


def places_of(asked: Asked, points: Column) -> Column:
    """Return one number for the cause and the unit of points."""
    facts = asked.facts
    rows = facts.points["row"][points]
    units = of_rows(asked, facts.complaints, rows, Dimension.UNIT).codes.astype(np.int64)
    return units * (len(facts.names["cause"].codes) + 1) + facts.points["cause"][points]


def months_after(days: Column, months: int) -> Column:
    """Return the same days of later months, or the last ones where months are shorter."""
    if not len(days):
        return days
    first = days.min()
    # There are far fewer days than complaints.
    dates = np.arange(first, days.max() + 1).astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    later = month + months
    last = (later + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    same = later.astype("datetime64[D]") + (dates - month.astype("datetime64[D]"))
    found: Column = np.minimum(same, last).astype(np.int64)[days - first]
    return found
