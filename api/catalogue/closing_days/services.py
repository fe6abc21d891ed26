"""What is done to arrival rules. The caller owns the transaction.

Closing days are not changed here: each change of them is a correction of the calendar, which also
moves the deadlines that it concerns.
"""

from uuid import UUID

from sqlmodel import Session

from api.catalogue.checked_terms import checked_term
from api.catalogue.closing_days import queries, rules
from api.catalogue.closing_days.schemas import ArrivalRuleIn
from api.catalogue.closing_days.tables import ArrivalRule
from api.catalogue.locking import stop_writers
from api.catalogue.rights import check_keeper
from api.people.rules import Actor
from api.resource import add, change, remove


def create_arrival_rule(session: Session, actor: Actor, body: ArrivalRuleIn) -> ArrivalRule:
    check_keeper(actor)
    check_arrival_rule(session, body)
    return add(session, ArrivalRule(**dict(body)))


def replace_arrival_rule(
    session: Session, actor: Actor, rule: ArrivalRule, body: ArrivalRuleIn
) -> ArrivalRule:
    check_keeper(actor)
    check_arrival_rule(session, body, but=rule.id)
    return change(session, rule, dict(body))


def delete_arrival_rule(session: Session, actor: Actor, rule: ArrivalRule) -> None:
    check_keeper(actor)
    remove(session, rule, "arrival_rule")


def check_arrival_rule(session: Session, body: ArrivalRuleIn, *, but: UUID | None = None) -> None:
    """Refuse a rule that can't be counted, or that holds beside another of its channel."""
    checked_term(body.amount, body.unit, body.closed)
    stop_writers(session, ArrivalRule)
    others = queries.rules_at_the_same_time(
        session, body.channel, body.valid_from, body.valid_until, but=but
    )
    rules.check_alone(body.channel, ((each.valid_from, each.valid_until) for each in others))
