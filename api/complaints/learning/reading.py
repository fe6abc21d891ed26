"""What is learnt as it is answered: with its steps, their names, and what its checks told."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.catalogue.learning_steps.tables import LearningStep
from api.complaints.learning import queries, rules
from api.complaints.learning.schemas import EffectCheckOut, LearningRecordOut, StepTakenOut
from api.complaints.tables import EffectCheck, LearningRecord, LearningStepTaken
from api.people.rules import Actor, Scope


def show_learning_records(
    session: Session, actor: Actor, rows: Sequence[LearningRecord], as_of: date
) -> list[LearningRecordOut]:
    ids = [row.id for row in rows]
    named, called = queries.step_names(session), queries.names_of(session, rows)
    taken = queries.steps_of(session, ids)
    checks = queries.checks_of(session, ids)
    return [
        shown(
            actor,
            row,
            called,
            steps_shown(named, [each for each in taken if each.learning_record_id == row.id]),
            [each for each in checks if each.learning_record_id == row.id],
            as_of,
        )
        for row in rows
    ]


def shown(
    actor: Actor,
    row: LearningRecord,
    called: Mapping[UUID, str],
    steps: list[StepTakenOut],
    checks: Sequence[EffectCheck],
    as_of: date,
) -> LearningRecordOut:
    units = actor.units_of(Scope.COMPLAINTS_READ)
    current = max((step.step for step in steps if step.taken_on), default=0)
    return LearningRecordOut.of(
        row,
        [check.checked_on for check in checks],
        as_of,
        complaint_number=called[row.complaint_id] if row.complaint_id else None,
        unit_name=called[row.unit_id],
        owner_name=called[row.owner_id],
        step=current,
        steps=steps,
        effect_checks=[EffectCheckOut.of(check, units) for check in checks],
        may=acts(actor, row, current),
    )


def steps_shown(
    named: Sequence[LearningStep], taken: Sequence[LearningStepTaken]
) -> list[StepTakenOut]:
    """Return all steps in their order, with the days on which they were taken."""
    done = {each.step: each for each in taken}
    return [
        StepTakenOut(
            step=name.step,
            name_da=name.name_da,
            name_en=name.name_en,
            taken_on=done[name.step].taken_on if name.step in done else None,
            text=done[name.step].text if name.step in done else None,
        )
        for name in named
    ]


def acts(actor: Actor, row: LearningRecord, current: int) -> list[str]:
    """Name what the asker may do to it now."""
    if not actor.may(Scope.COMPLAINTS_WRITE, row.unit_id, owners=[row.owner_id]):
        return []
    steps = ["take_step"] if current < rules.LAST_STEP else []
    back = ["take_back_step"] if current else []
    check = ["check_effect"] if row.changed_on else []
    return ["replace", "delete", *steps, *back, *check]
