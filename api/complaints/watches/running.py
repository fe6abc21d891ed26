"""A watch, run for a period that has ended: with its owner's rights of that day."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlmodel import Session

from api.calendar.lengths import add_months
from api.complaints.lookups.noting import note_lookup
from api.complaints.moments import day_of
from api.complaints.patterns.answering import Answer, answered, asked_of, written
from api.complaints.patterns.dimensions import PERIODS
from api.complaints.patterns.period_words import period_words
from api.complaints.patterns.protected_answers import written_protected
from api.complaints.patterns.schemas import ComplaintFilters, PatternsQuery, query_string
from api.complaints.patterns.spans import Span
from api.complaints.patterns.standing import (
    Data,
    check_may_see_complaints,
    exact_units,
    is_protected,
    prepared,
)
from api.complaints.patterns.table import Tables, tables_of
from api.complaints.signals.answering import signals
from api.complaints.watches import queries
from api.complaints.watches.questions import of_period, read_question
from api.complaints.watches.rules import WatchDirection, WatchedFigures, due_periods, passes
from api.complaints.watches.tables import PatternWatch, PatternWatchRun
from api.errors import DomainError
from api.language import Language
from api.people.access import actor_of
from api.people.rules import Actor, ActorKind, Scope
from api.reads import Reads

ROUTE: Final = "/v1/pattern-watches"
MOST_TOLD: Final = 100
A_YEAR: Final = 12
SPACE: Final = " · "


def run_due(session: Session, reads: Reads, watch: PatternWatch, today: date) -> int:
    """Run a watch for each ended period that it has not looked at; return how many those are."""
    if watch.every is None:
        return 0
    owner = actor_of(session, ActorKind.PERSON, watch.person_id, today)
    if owner is None or not owner.has(Scope.PATTERNS_READ):
        return 0
    run = queries.periods_run(session, watch.id)
    periods = due_periods(watch.every, today, day_of(watch.created_at), run)
    for period in periods:
        run_for(session, reads, watch, owner, period, today)
    return len(periods)


def run_for(
    session: Session, reads: Reads, watch: PatternWatch, owner: Actor, period: str, today: date
) -> None:
    """Run a watch for a period, and keep what it found, or the refusal."""
    run = PatternWatchRun(watch_id=watch.id, period=period, passed=False, found=[])
    try:
        tell(run, watch, asked(session, reads, watch, owner, period, today))
    except DomainError as error:
        run.refused = error.code
    else:
        mark_new(run, watch.figures, queries.last_runs(session, [watch.id]).get(watch.id))
    session.add(run)
    session.flush()


def asked(
    session: Session, reads: Reads, watch: PatternWatch, owner: Actor, period: str, today: date
) -> dict[str, Any]:
    """Return what the figures answer, by the same rules as when the owner asks them."""
    question = of_period(read_question(watch.figures, watch.query), period, watch.measure)
    note_lookup(session, owner, ROUTE, query_string(question))
    protected = is_protected(owner, question)
    data = prepared(session, reads, question, today if protected else None)
    if isinstance(question, PatternsQuery) and protected:
        told = written_protected(question, data, Language.DA)
    else:
        check_may_see_complaints(owner, question)
        told = answer_of(watch, question, data, exact_units(owner), today)
    answer: dict[str, Any] = json.loads(told)
    return answer


def answer_of(
    watch: PatternWatch, question: ComplaintFilters, data: Data, units: Any, today: date
) -> bytes:
    found = asked_of(data, question, units)
    if not isinstance(question, PatternsQuery):
        told = signals(found, data, question, today, Language.DA)
        return told.model_dump_json(by_alias=True).encode()
    answer = answered(found, question)
    if watch.direction is WatchDirection.UNDER:
        answer = replace(answer, tables=with_fallen(answer))
    return written(answer, data, Language.DA)


def with_fallen(answer: Answer) -> Tables:
    """Return the tables of an answer with the cells that held something in the year before too.

    In a cell where nothing came a count is 0, and a rate is of the decisions there; of nothing no
    share and no median is known. Groups by time have no year before: they stay as they are.
    """
    asked, query = answer.asked, answer.query
    if set(query.by).intersection(PERIODS):
        return answer.tables
    first_on = asked.span.first_on
    assert first_on  # noqa: S101 - a watch asks of a whole period
    year_before = Span(add_months(first_on, -A_YEAR), first_on)
    measures = list(answer.tables.table.figures)
    return tables_of([asked, asked.of(year_before)], query.by, measures)[0]


def tell(run: PatternWatchRun, watch: PatternWatch, answer: dict[str, Any]) -> None:
    """Note what of an answer is told of, and where to see it again."""
    found = list(signals_in(answer) if "signals" in answer else cells_in(answer, watch))
    run.data_number, run.link = answer["data"]["number"], answer["link"]
    run.found, run.passed = found[:MOST_TOLD], bool(found)


def cells_in(answer: dict[str, Any], watch: PatternWatch) -> Iterator[dict[str, Any]]:
    """Yield the cells whose figure lies beyond the threshold; a hidden one tells nothing."""
    assert watch.measure  # noqa: S101 - what is asked again for figures has a threshold
    assert watch.direction  # noqa: S101
    assert watch.threshold is not None  # noqa: S101
    for cell in answer["cells"]:
        value = cell[watch.measure]["value"]
        if value is None or not passes(value, watch.direction, watch.threshold):
            continue
        places = zip(answer["by"], cell["at"], strict=True)
        values = [axis["values"][at] for axis, at in places]
        yield {
            "key": SPACE.join(each["key"] or "" for each in values),
            "name": SPACE.join(named(*each) for each in zip(answer["by"], values, strict=True)),
            "value": value,
        }


def named(axis: dict[str, Any], value: dict[str, Any]) -> str:
    name: str = value["name"]
    return period_words(name, Language.DA) if axis["dimension"] in PERIODS else name


def signals_in(answer: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for signal in answer["signals"]:
        key = SPACE.join([signal["kind"], *(each["key"] for each in signal["cell"])])
        yield {"key": key, "name": signal["sentence"], "value": signal["ratio"]}


def mark_new(run: PatternWatchRun, figures: WatchedFigures, before: PatternWatchRun | None) -> None:
    """Say what had not passed in the run before; of signals, only that is worth telling."""
    known = {each["key"] for each in before.found} if before else set()
    run.found = [each | {"new": each["key"] not in known} for each in run.found]
    if figures is WatchedFigures.SIGNALS:
        run.passed = any(each["new"] for each in run.found)
