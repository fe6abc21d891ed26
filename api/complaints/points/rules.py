"""What may be found of a point: pure."""

from datetime import date

from api.complaints.rules import PointFinding
from api.errors import InvalidInput

CRITICISED = frozenset({PointFinding.UPHELD, PointFinding.PARTLY_UPHELD})


def check_finding(
    finding: PointFinding | None, found_on: date | None, *, received_on: date, graded: bool
) -> None:
    """Refuse a finding without its day, before the complaint, or criticism of what was right."""
    check_both(finding, found_on)
    if found_on is not None and found_on < received_on:
        raise InvalidInput(
            "found_before_receipt",
            f"The complaint came on {received_on}; nothing was found in it before.",
            pointer="/found_on",
        )
    if graded and finding not in CRITICISED:
        raise InvalidInput(
            "criticism_without_finding",
            "Criticism needs a point that was upheld, wholly or partly.",
            pointer="/criticism_grade_id",
        )


def check_both(finding: PointFinding | None, found_on: date | None) -> None:
    if finding is not None and found_on is None:
        raise InvalidInput(
            "finding_without_day", "Say on which day this was found.", pointer="/found_on"
        )
    if finding is None and found_on is not None:
        raise InvalidInput(
            "day_without_finding", "Say what was found on this day.", pointer="/finding"
        )


def check_cause(*, known: bool, group: bool, retired: bool) -> None:
    """Refuse what is no cause in use. A group of causes says too little to count by."""
    if not known:
        raise InvalidInput("cause_unknown", "There is no cause with this id.", pointer="/cause_id")
    if group:
        raise InvalidInput(
            "cause_is_group",
            "This is a group of causes. Choose one of the causes in it.",
            pointer="/cause_id",
        )
    if retired:
        raise InvalidInput(
            "cause_retired", "This cause is no longer used. Choose another.", pointer="/cause_id"
        )


def check_grade(*, known: bool, retired: bool) -> None:
    """Refuse what is no step of the scale of criticism in use."""
    if not known:
        raise InvalidInput(
            "criticism_grade_unknown",
            "There is no step of criticism with this id.",
            pointer="/criticism_grade_id",
        )
    if retired:
        raise InvalidInput(
            "criticism_grade_retired",
            "This step of criticism is no longer used. Choose another.",
            pointer="/criticism_grade_id",
        )
