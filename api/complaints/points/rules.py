"""What may be found of a point: pure."""

from datetime import date

from api.complaints.rules import PointFinding
from api.errors import InvalidInput

CRITICISED = frozenset({PointFinding.UPHELD, PointFinding.PARTLY_UPHELD})


def check_finding(
    finding: PointFinding | None, found_on: date | None, *, received_on: date, graded: bool
) -> None:
    """Refuse a finding without its day, before the complaint, or criticism of what was right."""
    if (finding is None) is not (found_on is None):
        raise InvalidInput(
            "finding_without_day" if finding else "day_without_finding",
            "Say both what was found and on which day, or neither.",
            pointer="/found_on" if finding else "/finding",
        )
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


def check_cause(*, known: bool, group: bool, retired: bool) -> None:
    """Refuse what is no cause in use. A group of causes says too little to count by."""
    if not known:
        refuse_cause("cause_unknown", "There is no cause with this id.")
    if group:
        refuse_cause("cause_is_group", "This is a group of causes. Choose one of the causes in it.")
    if retired:
        refuse_cause("cause_retired", "This cause is no longer used. Choose another.")


def refuse_cause(code: str, detail: str) -> None:
    raise InvalidInput(code, detail, pointer="/cause_id")


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
