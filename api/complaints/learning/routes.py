"""What is learnt from complaints over HTTP, its steps, and the checks of its effect."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Response

from api.cases.rules import check_not_in_future
from api.clock import Today
from api.complaints.learning import queries, rules, schemas, services
from api.complaints.learning.effects import told_of
from api.complaints.learning.patterns import filters_of
from api.complaints.learning.reading import show_learning_records
from api.complaints.patterns.standing import prepared
from api.complaints.rules import check_names_no_cpr
from api.complaints.tables import LearningRecord
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import ComplaintsReader, ComplaintsWriter
from api.people.rules import Scope
from api.reads import ReadsDep
from api.resource import IfMatch, IfMatchSent, check_current
from api.routing import feature

router = feature("/v1", "complaints")
Key = Annotated[UUID, Path(alias="id")]


def learnt_by_today(body: schemas.LearningRecordIn, today: Today) -> schemas.LearningRecordIn:
    check_not_in_future(body.changed_on, today, "/changed_on")
    return body


def taken_by_today(body: schemas.StepTakenIn, today: Today) -> schemas.StepTakenIn:
    check_not_in_future(body.taken_on, today, "/taken_on")
    return body


def record_to_act_on(
    key: Key, session: SessionDep, actor: ComplaintsWriter, today: Today, wanted: IfMatchSent
) -> LearningRecord:
    """Lock what is learnt; refuse who may not write it, and with If-Match who knows an older."""
    record = queries.learning_record(session, actor, key, lock=True)
    services.check_writer(actor, record)
    [now] = show_learning_records(session, actor, [record], today)
    check_current(record, wanted, "learning_record", now)
    return record


# Bodies that are checked against today before they reach their service, which knows no clock.
LearntByToday: Any = Annotated[schemas.LearningRecordIn, Depends(learnt_by_today)]
TakenByToday: Any = Annotated[schemas.StepTakenIn, Depends(taken_by_today)]
RecordToActOn = Annotated[LearningRecord, Depends(record_to_act_on)]

LEARNING_RECORD = Noun(
    name="learning_record",
    plural="learning_records",
    about="What is learnt from a complaint or a pattern, how far it has come, and its effect.",
    body=LearntByToday,
    out=schemas.LearningRecordOut,
    query=schemas.LearningRecordsQuery,
    reader=ComplaintsReader,
    writer=ComplaintsWriter,
    find=queries.find_learning_records,
    one=queries.learning_record,
    show=show_learning_records,
    create=services.create_learning_record,
    replace=services.replace_learning_record,
    delete=services.delete_learning_record,
    judged=True,
)
add_routes(router, LEARNING_RECORD)


@router.post(
    "/learning-records/{id}/steps", status_code=201, response_model=schemas.LearningRecordOut
)
def take_learning_step(
    record: RecordToActOn,
    body: TakenByToday,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
) -> Any:
    """Note that the next of the five steps was taken. They follow each other."""
    services.take_step(session, record, body)
    response.headers["Location"] = f"/v1/learning-records/{record.id}"
    return LEARNING_RECORD.answer(response, session, actor, record, today)


@router.delete("/learning-records/{id}/steps/{step}", status_code=204)
def take_back_learning_step(
    key: Key,
    step: Annotated[int, Path(ge=1, le=rules.LAST_STEP, description="The step's number.")],
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
    wanted: IfMatch,
) -> None:
    """Take back the last step, which was noted by mistake, against the record's ETag."""
    record = record_to_act_on(key, session, actor, today, wanted)
    services.take_back_step(session, record, step)


@router.post(
    "/learning-records/{id}/effect-checks",
    status_code=201,
    response_model=schemas.LearningRecordOut,
)
def check_effect(
    record: RecordToActOn,
    body: schemas.EffectCheckIn,
    response: Response,
    session: SessionDep,
    reads: ReadsDep,
    actor: ComplaintsWriter,
    today: Today,
) -> Any:
    """Compare complaints of the kind in as many months before the change as after it.

    They are told per 100 decisions of the same place, with 95 % intervals, and kept as they are
    told. Counted is what the asker may read; the months after the change must have passed.
    """
    check_names_no_cpr(body.remark, "/remark")
    months = rules.months_to_compare(
        record.changed_on, record.check_after_months, body.months_before, today
    )
    query = filters_of(session, record)
    data = reads.with_session(lambda own: prepared(own, reads, query))
    told = told_of(data, query, months, actor.units_of(Scope.COMPLAINTS_READ))
    services.keep_check(session, record, told, today, body.remark)
    response.headers["Location"] = f"/v1/learning-records/{record.id}"
    return LEARNING_RECORD.answer(response, session, actor, record, today)
