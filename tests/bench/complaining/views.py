"""What is asked for: counts, words to search for, and the views of the pattern explorer."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from urllib.parse import urlencode

from tests.bench.complaining.rows import QUARTERS, quarter_begin

# Often said, seldom, two words, a compound, its tail, and one that nobody wrote.
WORDS = (
    "udbetalingen", "lægeerklæringen", "nedladende", "stopdatoen", "tegnsprogstolk",
    "insulinpumpe", "gangstativ", "iltapparat", "tolkeaftale", "partshørt udtalelsen",
    "aflastning sygehuset", "fiskekutter",
)  # fmt: skip
LATER_DAYS, EARLIER_DAYS = 60, 40
BY: Mapping[str, tuple[str, ...]] = {
    **{
        dimension: (dimension,)
        for dimension in (
            "cause", "cause_group", "unit", "case_type", "legal_basis", "kind", "channel",
            "outcome", "finding", "mark", "week", "month", "quarter", "year",
            "caseworker_changes", "deadline_state", "repeated",
        )
    },
    "cause x unit": ("cause", "unit"),
    "cause x quarter": ("cause", "quarter"),
    "unit x month": ("unit", "month"),
    "unit x week": ("unit", "week"),
    "case type x outcome": ("case_type", "outcome"),
    "deadline state x cause": ("deadline_state", "cause"),
    "cause x unit x quarter": ("cause", "unit", "quarter"),
    "cause x case type x month": ("cause", "case_type", "month"),
    "unit x case type x week": ("unit", "case_type", "week"),
    "finding x mark x kind": ("finding", "mark", "kind"),
}  # fmt: skip
MEASURES = (
    "points", "per_100_decisions", "upheld_share", "days_to_first_contact", "days_to_answer",
    "contacted_share", "noted_share", "reversal_rate", "decided_after_share", "days_to_decision",
    "returned_share", "caseworker_changed_share", "caseworker_changed_share_uncomplained",
)  # fmt: skip
NARROWER: Mapping[str, Mapping[str, str]] = {
    "of one channel": {"channel": "phone"},
    "upheld": {"finding": "upheld"},
    "overdue": {"deadline_state": "overdue_not_notified"},
    "after two changes": {"caseworker_changes": "2_or_more"},
    "with an often said word": {"q": "sagsbehandlerskifte"},
    "with a seldom said word": {"q": "blindeskrift"},
    "with a phrase": {"q": '"standset uden varsel"'},
    "compared": {"compare": "year_before"},
    "for the public": {"audience": "public"},
}


def spans(today: date) -> Iterator[dict[str, str]]:
    """Yield spans of almost eight quarters, no two alike: no answer to one serves for another."""
    first, last = quarter_begin(today, QUARTERS), quarter_begin(today)
    for later, earlier in product(range(LATER_DAYS), range(EARLIER_DAYS)):
        yield {
            "received_from": f"{first + timedelta(later)}",
            "received_before": f"{last - timedelta(earlier)}",
        }


def settled_quarters(today: date) -> Iterator[dict[str, str]]:
    """Yield the quarters of settled years: with small counts hidden no others can be asked for."""
    for before in range(1, QUARTERS + 1):
        first = quarter_begin(today, before)
        if date(first.year + 1, 2, 1) <= today:
            yield {"period": f"{first.year}-Q{(first.month + 2) // 3}"}


def views() -> dict[str, list[tuple[str, str]]]:
    """Return the views of the explorer by name: what is asked beside the span."""
    found = {name: by(dimensions) for name, dimensions in BY.items()}
    for measure in MEASURES:
        found[f"{measure} by unit x quarter"] = [*by(("unit", "quarter")), ("measure", measure)]
    every = [("measure", measure) for measure in ("complaints", *MEASURES)]
    found["all measures by cause"] = [*by(("cause",)), *every]
    found["all measures by unit x month"] = [*by(("unit", "month")), *every]
    for name, narrower in NARROWER.items():
        found[f"cause x unit, {name}"] = [*by(("cause", "unit")), *narrower.items()]
    return found


def by(dimensions: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("by", dimension) for dimension in dimensions]


def query(*parts: Mapping[str, str] | list[tuple[str, str]]) -> str:
    """Return what stands behind the question mark of an address."""
    pairs = [pair for part in parts for pair in (part if isinstance(part, list) else part.items())]
    return urlencode(pairs)
