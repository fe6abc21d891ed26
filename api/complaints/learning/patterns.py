"""The pattern that something is learnt from, as it is counted."""

from typing import get_origin

from pydantic import ValidationError
from sqlmodel import Session
from starlette.datastructures import QueryParams

from api.complaints.learning import queries
from api.complaints.patterns.dimensions import check_dimensions
from api.complaints.patterns.schemas import ComplaintFilters, PatternsQuery
from api.complaints.patterns.spans import checked_span
from api.complaints.patterns.standing import moments_of
from api.complaints.tables import Complaint, LearningRecord
from api.errors import InvalidInput, RuleBroken

# What a check sets itself: the days, the state of the data, and for whom it is counted.
SET_BY_CHECK = {"period", "received_from", "received_before", "data", "audience"}


def read_pattern(text: str) -> PatternsQuery:
    """Read the query of a pattern, or refuse what the patterns would refuse."""
    sent = QueryParams(text.removeprefix("?"))
    fields = PatternsQuery.model_fields
    several = {name for name, field in fields.items() if get_origin(field.annotation) is list}
    values = {name: sent.getlist(name) if name in several else sent[name] for name in sent}
    try:
        query = PatternsQuery.model_validate(values)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise InvalidInput(
            "pattern_unreadable",
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}.",
            pointer="/pattern",
        ) from error
    check_dimensions(query.by)
    checked_span(query.received_from, query.received_before, query.period)
    return query


def check_data(session: Session, number: int) -> None:
    """Refuse a state of the data that there is not: nothing can have been seen in it."""
    try:
        moments_of(session, number)
    except InvalidInput as refusal:
        refusal.pointer = "/data_number"
        raise


def filters_of(session: Session, record: LearningRecord) -> ComplaintFilters:
    """Return which complaints are of the kind that something is learnt from, whenever they came.

    Of a single complaint these are the ones over its unit with a point in a group that one of its
    own causes is in.
    """
    if record.pattern is not None:
        query = read_pattern(record.pattern)
        kept = set(ComplaintFilters.model_fields) - SET_BY_CHECK
        return ComplaintFilters(**query.model_dump(include=kept))
    complaint = session.get_one(Complaint, record.complaint_id)
    groups = queries.cause_groups_of(session, complaint.id)
    if not groups:
        raise RuleBroken(
            "complaint_without_cause",
            "The complaint has no point with a cause, so nothing says which others are like it.",
        )
    return ComplaintFilters(unit=[complaint.unit_id], cause=sorted(groups))
