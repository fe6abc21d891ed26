"""What is done to what is learnt. The caller owns the transaction."""

from datetime import date
from urllib.parse import unquote_plus

from sqlmodel import Session

from api.complaints.learning import queries, rules
from api.complaints.learning.effects import Told
from api.complaints.learning.patterns import check_data, read_pattern
from api.complaints.learning.schemas import LearningRecordIn, StepTakenIn
from api.complaints.queries import complaints_visible_to
from api.complaints.rules import check_names_no_cpr
from api.complaints.search.queries import search_for
from api.complaints.tables import Complaint, EffectCheck, LearningRecord, LearningStepTaken
from api.errors import InvalidInput
from api.people.rules import Actor, Scope
from api.resource import add, change, remove


def create_learning_record(
    session: Session, actor: Actor, body: LearningRecordIn
) -> LearningRecord:
    actor.check(Scope.COMPLAINTS_WRITE, body.unit_id)
    check_content(session, actor, body, known=None)
    return add(session, LearningRecord(**dict(body)))


def replace_learning_record(
    session: Session, actor: Actor, record: LearningRecord, body: LearningRecordIn
) -> LearningRecord:
    """Give it new content. What its steps and checks told stays as it was told."""
    check_writer(actor, record)
    if body.unit_id != record.unit_id:
        actor.check(Scope.COMPLAINTS_WRITE, body.unit_id)
    check_content(session, actor, body, known=record)
    return change(session, record, dict(body))


def delete_learning_record(session: Session, actor: Actor, record: LearningRecord) -> None:
    check_writer(actor, record)
    remove(session, record, "learning_record")


def check_content(
    session: Session, actor: Actor, body: LearningRecordIn, known: LearningRecord | None
) -> None:
    for name in ("title", "what_changed", "told_whom"):
        check_names_no_cpr(getattr(body, name), f"/{name}")
    rules.check_of_one_thing(
        of_complaint=body.complaint_id is not None,
        of_pattern=body.pattern is not None,
        with_data=body.data_number is not None,
    )
    if body.pattern is not None:
        check_pattern(session, body.pattern)
    if body.data_number is not None:
        check_data(session, body.data_number)
    if known is None or body.complaint_id != known.complaint_id:
        check_complaint(session, actor, body)


def check_pattern(session: Session, pattern: str) -> None:
    """Refuse a pattern that could not be counted, or whose words name a CPR number."""
    check_names_no_cpr(unquote_plus(pattern), "/pattern")
    words = read_pattern(pattern).q
    if words is not None:
        search_for(session, words)


def check_complaint(session: Session, actor: Actor, body: LearningRecordIn) -> None:
    """Refuse a complaint that the asker may not read as if it did not exist."""
    if body.complaint_id is None:
        return
    visible = complaints_visible_to(actor).where(Complaint.id == body.complaint_id)
    if session.exec(visible).one_or_none() is None:
        raise InvalidInput(
            "complaint_unknown",
            f"There is no complaint {body.complaint_id}.",
            pointer="/complaint_id",
        )


def check_writer(actor: Actor, record: LearningRecord) -> None:
    """Refuse who treats no complaints in the unit and is not the owner."""
    actor.check(Scope.COMPLAINTS_WRITE, record.unit_id, owners=[record.owner_id])


def take_step(session: Session, record: LearningRecord, body: StepTakenIn) -> None:
    """Note that the next step was taken."""
    check_names_no_cpr(body.text, "/text")
    taken = queries.steps_of(session, [record.id])
    last = taken[-1] if taken else None
    rules.check_next_step(
        body.step,
        body.taken_on,
        current=last.step if last else 0,
        current_taken_on=last.taken_on if last else None,
    )
    add(session, LearningStepTaken(learning_record_id=record.id, **dict(body)))


def take_back_step(session: Session, record: LearningRecord, step: int) -> None:
    """Take back the last step, which was noted by mistake."""
    taken = queries.steps_of(session, [record.id])
    rules.check_last_step(step, taken[-1].step if taken else 0)
    remove(session, taken[-1], "learning_step_taken")


def keep_check(
    session: Session, record: LearningRecord, told: Told, checked_on: date, remark: str | None
) -> EffectCheck:
    """Keep what a check told, as it was told."""
    check = EffectCheck(
        learning_record_id=record.id,
        checked_on=checked_on,
        data_number=told.data_number,
        figures=told.figures,
        remark=remark,
    )
    return add(session, check)
