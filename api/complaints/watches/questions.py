"""A kept question, read as the figures themselves read it."""

from typing import Any, Final
from urllib.parse import parse_qs

from pydantic import BaseModel, ValidationError

from api.complaints.patterns.dimensions import KNOWN_LATER, Measure, check_dimensions
from api.complaints.patterns.measures import check_measures
from api.complaints.patterns.schemas import ComplaintFilters, PatternsQuery
from api.complaints.patterns.spans import checked_span
from api.complaints.search.rules import read_query
from api.complaints.signals.schemas import SignalsQuery
from api.complaints.watches.rules import WatchedFigures
from api.errors import InvalidInput
from api.routing import takes_many

MODELS: Final[dict[WatchedFigures, type[ComplaintFilters]]] = {
    WatchedFigures.PATTERNS: PatternsQuery,
    WatchedFigures.SIGNALS: SignalsQuery,
}
OF_ITS_PERIOD: Final = ("period", "received_from", "received_before", "data", "compare",
                        "compare_day")  # fmt: skip


def read_question(figures: WatchedFigures, query: str) -> ComplaintFilters:
    """Read what stands after the question mark, or refuse as the figures would."""
    model = MODELS[figures]
    try:
        question = model.model_validate(_values(model, query))
    except (ValueError, ValidationError) as error:
        raise InvalidInput(
            "watch_query_invalid",
            f"The {figures} would refuse this question: {_first_fault(error)}.",
            pointer="/query",
        ) from error
    checked_span(question.received_from, question.received_before, question.period)
    if isinstance(question, PatternsQuery):
        check_dimensions(question.by)
        check_measures(question.by, question.measure)
    if question.q is not None:
        read_query(question.q)
    return question


def check_watched(question: ComplaintFilters, measure: Measure | None) -> None:
    """Refuse a measure that can't be told by the question's groups, or not as a period ends."""
    if measure in KNOWN_LATER:
        raise InvalidInput(
            "watch_known_later",
            f"{measure} is not known of a period that has just ended, only some time after.",
            pointer="/measure",
        )
    if measure and isinstance(question, PatternsQuery):
        check_measures(question.by, [measure])


def of_period(
    question: ComplaintFilters, period: str, measure: Measure | None = None
) -> ComplaintFilters:
    """Return a question about a period, and a measure, in place of those it was about."""
    kept = question.model_dump(exclude_unset=True, exclude=set(OF_ITS_PERIOD))
    if measure:
        kept["measure"] = [measure]
    return type(question).model_validate(kept | {"period": period})


def _values(model: type[BaseModel], query: str) -> dict[str, Any]:
    sent = parse_qs(query, keep_blank_values=True, strict_parsing=bool(query))
    many = {name: takes_many(field.annotation) for name, field in model.model_fields.items()}
    for name, values in sent.items():
        if len(values) > 1 and not many.get(name, True):
            raise ValueError(f"{name} can be given once")
    return {name: each if many.get(name, True) else each[0] for name, each in sent.items()}


def _first_fault(error: ValueError | ValidationError) -> str:
    if isinstance(error, ValidationError):
        fault = error.errors()[0]
        return f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
    return str(error)
