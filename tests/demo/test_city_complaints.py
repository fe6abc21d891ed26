"""Complaints of the made-up municipality: days in order, lifelike, the planted patterns in them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from api.cases.tables import Case, Decision, DecisionNotice, Remittal
from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.terms.kinds import DeadlineKind
from api.changes.tables import Change
from api.clock import TOWN_HALL
from api.complaints.appeals import rules as appeals
from api.complaints.closing.rules import check_closed_on
from api.complaints.contacts.rules import check_what_came_of_it, moment_of
from api.complaints.moments import came_at, day_of
from api.complaints.points.rules import check_finding
from api.complaints.register import rules as register
from api.complaints.rules import (
    ON_MERITS,
    REVERSED,
    SUBSTANTIVE_KINDS,
    BoardResult,
    ClosingWay,
    ComplaintKind,
    PointFinding,
)
from api.complaints.tables import (
    BoardOutcome,
    Complaint,
    ComplaintContact,
    ComplaintPoint,
    ComplaintTransfer,
    LearningRecord,
    LearningStepTaken,
    Reassessment,
)
from api.deadlines.tables import Deadline
from api.demo.city.complaining import texts
from api.demo.city.complaining.reasons import Story, last_full_quarter, waiting
from api.demo.city.generate import TABLES, City
from api.demo.city.habits import Office
from api.demo.city.lives import Life, Notice
from api.demo.city.made import Made
from api.demo.city.places import Department
from api.demo.load import load

TODAY = date(2026, 11, 22)
CASES = 1200
SEED = 1
CHANGED = {BoardResult.CHANGED, BoardResult.ANNULLED, BoardResult.REMITTED}
ABOUT = UUID(int=1)


@pytest.fixture(scope="module")
def city(engine: Engine) -> Iterator[Session]:
    """A made-up municipality with some eighty complaints: what uses this only reads."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            load(session)
            City(session, SEED, CASES, TODAY).make(lambda _: None)
            session.expire_all()
            yield session
        transaction.rollback()


@pytest.fixture(scope="module")
def complaints(city: Session) -> dict[UUID, Complaint]:
    return {each.id: each for each in city.exec(select(Complaint))}


def test_a_few_in_a_hundred_cases_give_a_complaint(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    share = len({each.complainant_id for each in complaints.values()}) / CASES
    kinds = Counter(each.kind for each in complaints.values())
    ways = Counter(each.closed_how for each in complaints.values())

    assert 0.03 < share < 0.09
    assert min(kinds[kind] for kind in ComplaintKind) > 5
    assert ways[ClosingWay.RESOLVED_BY_DIALOGUE] > 5
    assert ways[None] < 0.1 * len(complaints)
    assert any(each.case_id is None for each in complaints.values())
    assert any(each.repeat_of_id for each in complaints.values())
    assert any(each.representative_id for each in complaints.values())


def test_what_was_done_lies_in_order_between_receipt_and_today(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    received = {row.id: row.received_on for row in city.exec(select(Case))}
    made = {row.id: row.made_on for row in city.exec(select(Decision))}
    for each in complaints.values():
        assert each.received_on <= TODAY
        moment_on = day_of(each.received_at) if each.received_at else None
        register.check_received_at(each.received_on, moment_on)
        if each.case_id:
            assert received[each.case_id] <= each.received_on
        if each.decision_id:
            register.check_after_decision(each.received_on, made[each.decision_id])
        if each.repeat_of_id:
            assert complaints[each.repeat_of_id].received_on < each.received_on
        if each.closed_on:
            check_closed_on(each.closed_on, received_on=each.received_on)
            assert each.closed_on < TODAY


def test_who_complained_was_sought_out_after_that_and_before_the_end(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    today = datetime.combine(TODAY, time.min, TOWN_HALL)
    first: dict[UUID, datetime] = {}
    for each in city.exec(select(ComplaintContact).order_by(col(ComplaintContact.attempted_at))):
        complaint = complaints[each.complaint_id]
        moment_of(each.attempted_at, came_at=came_at(complaint))
        check_what_came_of_it(
            reached=each.reached,
            resolved_by_dialogue=each.resolved_by_dialogue,
            written_answer_wanted=each.written_answer_wanted,
        )
        assert each.attempted_at < today
        assert complaint.closed_on is None or day_of(each.attempted_at) <= complaint.closed_on
        if each.resolved_by_dialogue:
            assert complaint.closed_how is ClosingWay.RESOLVED_BY_DIALOGUE
        first.setdefault(complaint.id, each.attempted_at)

    waited = [at - came_at(complaints[key]) for key, at in first.items()]
    assert 0.8 < len(first) / len(complaints) < 1
    assert sum(each < timedelta(hours=48) for each in waited) > 0.5 * len(waited)


def test_what_was_found_fits_its_complaint(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    findings: Counter[PointFinding | None] = Counter()
    points = Counter(each.complaint_id for each in city.exec(select(ComplaintPoint)))
    for each in city.exec(select(ComplaintPoint)):
        received_on = complaints[each.complaint_id].received_on
        graded = each.criticism_grade_id is not None
        check_finding(each.finding, each.found_on, received_on=received_on, graded=graded)
        assert each.found_on is None or each.found_on < TODAY
        findings[each.finding] += 1

    assert set(points.values()) == {1, 2, 3}
    assert 0 < sum(key not in points for key in complaints) < 0.1 * len(complaints)
    assert 0.3 < findings[PointFinding.UPHELD] / findings.total() < 0.8
    assert 0 < findings[None] < 0.1 * findings.total()


def test_every_appeal_is_a_complaint_of_its_decision(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    appealed = city.exec(
        select(col(DecisionNotice.decision_id), col(Deadline.met_on))
        .join(Deadline, col(Deadline.decision_notice_id) == col(DecisionNotice.id))
        .where(Deadline.kind == DeadlineKind.APPEAL, col(Deadline.met_on).is_not(None))
    ).all()
    told = {(each.decision_id, each.received_on) for each in complaints.values()}

    assert len(appealed) > 10
    assert set(appealed) <= told


def test_a_decision_complained_of_is_reassessed_on_its_clock(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    again = {each.complaint_id: each for each in city.exec(select(Reassessment))}
    clocks = select(Deadline).where(Deadline.kind == DeadlineKind.REASSESSMENT)
    deadlines = {each.complaint_id: each for each in city.exec(clocks)}

    over_decision = {key for key, each in complaints.items() if each.kind in SUBSTANTIVE_KINDS}
    assert set(deadlines) == over_decision
    for key in over_decision:
        made, deadline = again.get(key), deadlines[key]
        assert deadline.started_on == complaints[key].received_on
        if made is None:
            assert (deadline.met_on, deadline.cancelled_on) == (None, None)
            continue
        assert complaints[key].received_on <= made.made_on < TODAY
        if made.forwarded_on:
            assert made.outcome in appeals.GOES_ON
            assert made.made_on <= made.forwarded_on < TODAY
        end = appeals.end_of(made.outcome, made.made_on, made.forwarded_on)
        assert (deadline.met_on, deadline.cancelled_on) == (end.met_on, end.cancelled_on)
    finished = [each for each in deadlines.values() if each.met_on]
    in_time = sum(each.met_on <= each.legal_due_on for each in finished if each.met_on)
    assert 0.5 < in_time / len(finished) < 1


def test_the_board_answers_what_went_to_it_and_what_it_sent_back_is_a_remittal(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    forwarded = {each.complaint_id: each.forwarded_on for each in city.exec(select(Reassessment))}
    remittals = {each.id: each for each in city.exec(select(Remittal))}
    outcomes = city.exec(select(BoardOutcome)).all()
    for each in outcomes:
        forwarded_on = forwarded[each.complaint_id]
        assert forwarded_on
        assert each.decided_on
        assert forwarded_on <= each.decided_on <= each.received_on < TODAY
        if each.remittal_id:
            remittal = remittals.pop(each.remittal_id)
            assert each.result is BoardResult.REMITTED
            assert each.received_on == remittal.received_on
            assert complaints[each.complaint_id].decision_id == remittal.decision_id

    assert remittals == {}
    judged = [each.result for each in outcomes if each.result in ON_MERITS]
    assert 0.15 < sum(result in REVERSED for result in judged) / len(judged) < 0.65


def test_what_was_learnt_was_learnt_step_by_step(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    records = {each.id: each for each in city.exec(select(LearningRecord))}
    steps: dict[UUID, list[LearningStepTaken]] = defaultdict(list)
    for each in city.exec(select(LearningStepTaken).order_by(col(LearningStepTaken.step))):
        steps[each.learning_record_id].append(each)

    assert records
    for key, record in records.items():
        assert record.complaint_id
        closed_on = complaints[record.complaint_id].closed_on
        days = [each.taken_on for each in steps[key]]
        assert [each.step for each in steps[key]] == list(range(1, len(days) + 1))
        assert closed_on
        assert [closed_on, *days, TODAY] == sorted({closed_on, *days, TODAY})
        assert (record.changed_on is None) is (len(days) < 4)


def test_nobody_replied_in_one_department_in_the_last_full_quarter(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    quarter_on, next_on = last_full_quarter(TODAY)
    unanswered = city.exec(
        select(ComplaintPoint.complaint_id)
        .join(ComplaintCause)
        .where(ComplaintCause.code == "TID-SVAR")
    )
    then: Counter[UUID] = Counter()
    before: Counter[UUID] = Counter()
    for each in (complaints[key] for key in unanswered):
        if quarter_on <= each.received_on < next_on:
            then[each.unit_id] += 1
        elif each.received_on < quarter_on:
            before[each.unit_id] += 1

    [(unit_id, most), *others] = then.most_common()
    assert most > 5 * max(1, before[unit_id] / 11)
    assert all(count * 3 < most for _, count in others)


def test_where_most_is_late_hardly_anybody_complains(
    city: Session, complaints: dict[UUID, Complaint]
) -> None:
    decided = select(Deadline).where(Deadline.kind == DeadlineKind.DECISION)
    cases: Counter[UUID] = Counter()
    late: Counter[UUID] = Counter()
    for each in city.exec(decided):
        cases[each.unit_id] += 1
        late[each.unit_id] += (each.met_on or TODAY) > each.legal_due_on
    told = Counter(each.unit_id for each in complaints.values())

    slowest = max(cases, key=lambda unit_id: late[unit_id] / cases[unit_id])
    others = [told[each] / cases[each] for each in cases if each != slowest]
    assert told[slowest] / cases[slowest] < min(others) / 3


def test_the_change_log_tells_of_every_row(city: Session) -> None:
    tables = TABLES[TABLES.index("complaints") : TABLES.index("deadlines")]
    counts = dict(
        city.exec(
            select(Change.entity, func.count())
            .where(col(Change.entity).in_(tables))
            .group_by(col(Change.entity))
        ).all()
    )
    models = (Complaint, ComplaintPoint, ComplaintContact, ComplaintTransfer, Reassessment,
              BoardOutcome, LearningRecord, LearningStepTaken)  # fmt: skip

    assert counts == {
        str(model.__tablename__): city.exec(select(func.count()).select_from(model)).one()
        for model in models
    }


def test_the_same_seed_tells_the_same(city: Session) -> None:
    def told() -> list[object]:
        with city.begin_nested() as savepoint:
            there = set(city.exec(select(Complaint.id)))
            City(city, SEED + 1, 150, TODAY).make(lambda _: None)
            new = select(Complaint).where(col(Complaint.id).not_in(there))
            rows = [
                (each.id, each.received_at, each.channel, each.text, each.closed_on)
                for each in city.exec(new.order_by(col(Complaint.id)))
            ]
            savepoint.rollback()
        return list(rows)

    first = told()
    assert len(first) > 3
    assert first == told()


def test_each_complaint_says_something_of_its_own(complaints: dict[UUID, Complaint]) -> None:
    said = [each.text for each in complaints.values()]

    assert all(texts.SHORTEST <= len(text) <= texts.LONGEST for text in said)
    assert not any(mark in text for text in said for mark in "{}")
    assert len(set(said)) == len(said)


def test_there_are_sentences_for_every_cause(city: Session) -> None:
    causes = select(ComplaintCause.code).where(col(ComplaintCause.group_id).is_not(None))

    assert set(texts.sentences()["causes"]) == set(city.exec(causes))


@pytest.mark.parametrize("cause", texts.sentences()["causes"])
@pytest.mark.parametrize("after", [False, True])
def test_the_longest_complaint_still_fits(cause: str, *, after: bool) -> None:
    about = "Merudgifter og tabt arbejdsfortjeneste til forældre med børn med handicap"
    for seed in range(30):
        text = texts.complaint_text(
            Random(seed),  # noqa: S311 - a dice, not a secret
            [cause],
            about=about,
            weeks=1,
            after=after,
        )
        assert texts.SHORTEST <= len(text) <= texts.LONGEST


def story(*, notices: int = 0, handovers: tuple[date, ...] = ()) -> Story:
    """A case of 2 March 2026 that is due on 25 May and decided nowhere near."""
    received_on, due_on = date(2026, 3, 2), date(2026, 5, 25)
    notice = Notice(due_on, due_on + timedelta(weeks=4), "Der er mange ansøgninger i øjeblikket")
    life = Life(
        received_on,
        investigated_on=received_on,
        notices=[notice] * notices,
        handovers=list(handovers),
    )
    made = Made(ABOUT, "2026-0000001", ABOUT, ABOUT, None, received_on)
    home = Department(ABOUT, "voksne", Office(pace=1, notices=1))
    return Story(made, life, due_on, ABOUT, home, [])


def test_who_waits_untold_complains_more_than_who_was_told() -> None:
    [untold] = waiting(story(), TODAY)
    [told] = waiting(story(notices=1), TODAY)

    assert untold.first == told.first == date(2026, 5, 28)
    assert untold.chance > 2 * told.chance
    assert (untold.causes["TID-UNDERRET"], told.causes["TID-UNDERRET"]) == (0.6, 0)


def test_who_lost_their_caseworker_complains_more_for_six_months() -> None:
    [kept] = waiting(story(), TODAY)
    [lost] = waiting(story(handovers=(date(2026, 4, 1),)), TODAY)

    assert lost.chance > 1.5 * kept.chance
    assert story(handovers=(date(2026, 4, 1),)).changed_before(date(2026, 9, 29))
    assert not story(handovers=(date(2026, 4, 1),)).changed_before(date(2026, 9, 30))


def test_nobody_complains_of_lateness_before_the_day() -> None:
    assert list(waiting(story(), date(2026, 5, 27))) == []


@pytest.mark.parametrize(
    ("today", "quarter"),
    [
        (date(2026, 11, 22), (date(2026, 7, 1), date(2026, 10, 1))),
        (date(2026, 10, 1), (date(2026, 7, 1), date(2026, 10, 1))),
        (date(2026, 9, 30), (date(2026, 4, 1), date(2026, 7, 1))),
        (date(2026, 2, 1), (date(2025, 10, 1), date(2026, 1, 1))),
    ],
)
def test_the_last_full_quarter_is_the_one_before_this(
    today: date, quarter: tuple[date, date]
) -> None:
    assert last_full_quarter(today) == quarter


def test_a_year_of_complaints_over_the_casework_can_be_made_up_for_the_plan_of_2017(
    city: Session,
) -> None:
    there = set(city.exec(select(Complaint.id)))
    with city.begin_nested() as savepoint:
        City(city, SEED + 2, 400, date(2017, 9, 20)).make(lambda _: None)
        of_2016 = select(Complaint.id).where(
            col(Complaint.id).not_in(there),
            Complaint.kind == ComplaintKind.PROCEDURAL,
            func.extract("year", col(Complaint.received_on)) == 2016,
        )
        found = city.exec(of_2016).all()
        savepoint.rollback()

    assert found


def test_some_were_passed_on_and_who_had_them_follows_from_the_first_to_the_last(
    city: Session,
) -> None:
    complaints = {row.id: row for row in city.exec(select(Complaint))}
    of_one: dict[UUID, list[ComplaintTransfer]] = defaultdict(list)
    for row in city.exec(select(ComplaintTransfer).order_by(col(ComplaintTransfer.id))):
        of_one[row.complaint_id].append(row)

    assert 0.05 < len(of_one) / len(complaints) < 0.3
    for key, rows in of_one.items():
        complaint, last = complaints[key], rows[-1]
        days = [row.transferred_on for row in rows]
        assert [complaint.received_on, *days] == sorted([complaint.received_on, *days])
        assert days[-1] <= (complaint.closed_on or TODAY)
        assert last.to_authority or last.to_unit_id == complaint.unit_id
        assert all(row.from_authority or row.from_unit_id for row in rows)
