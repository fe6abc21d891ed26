"""What is done to causes of complaints. The caller owns the transaction."""

from sqlmodel import Session

from api.catalogue.causes import queries, rules
from api.catalogue.causes.schemas import ComplaintCauseIn
from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.locking import stop_writers
from api.catalogue.rights import check_word_keeper
from api.people.rules import Actor
from api.resource import add, change, remove


def create_complaint_cause(
    session: Session, actor: Actor, body: ComplaintCauseIn
) -> ComplaintCause:
    check_word_keeper(actor)
    stop_writers(session, ComplaintCause)
    if body.group_id:
        rules.check_group(body.group_id, *queries.levels(session))
    return add(session, ComplaintCause(**dict(body)))


def replace_complaint_cause(
    session: Session, actor: Actor, cause: ComplaintCause, body: ComplaintCauseIn
) -> ComplaintCause:
    check_word_keeper(actor)
    rules.check_level(
        before=cause.group_id,
        wanted=body.group_id,
        causes_in_it=queries.causes_in(session, cause.id),
    )
    complained_of = queries.is_complained_of(session, cause.id)
    rules.check_stays(before=cause.group_id, wanted=body.group_id, complained_of=complained_of)
    if body.group_id:
        groups, causes = queries.levels(session)
        rules.check_group(body.group_id, groups, causes | {cause.id})
    return change(session, cause, dict(body))


def delete_complaint_cause(session: Session, actor: Actor, cause: ComplaintCause) -> None:
    check_word_keeper(actor)
    remove(session, cause, "complaint_cause")
