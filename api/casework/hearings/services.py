"""A party is heard and replies. The caller owns the transaction, and locked the case.

The clocks of § 3 run on meanwhile: the time to inform a case lies inside them.
"""

from sqlmodel import Session

from api.cases.rules import check_not_before_receipt
from api.cases.tables import Case, PartyHearing
from api.casework.acts import check_not_over
from api.casework.arriving import available_on
from api.casework.hearings import queries, rules
from api.casework.hearings.schemas import HearingReplyIn, PartyHearingIn
from api.casework.started import open_by
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.ending import meet
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline
from api.errors import RuleBroken
from api.resource import add, change

LAW = "forvaltningsloven § 19"


def hear_party(session: Session, case: Case, body: PartyHearingIn) -> PartyHearing:
    """Note what a party was asked; its deadline to reply starts when it can read that."""
    check_not_over(case)
    check_not_before_receipt(body.sent_on, case.received_on, "/sent_on")
    check_new(session, case, body)
    starter = Starter(session)
    arrived = available_on(session, body.channel, body.sent_on, body.available_on)
    values = body.model_dump(exclude={"available_on", "reply_by_on"})
    hearing = add(session, PartyHearing(case_id=case.id, available_on=arrived, **values))
    start_reply(starter, case, hearing, body)
    return hearing


def check_new(session: Session, case: Case, body: PartyHearingIn) -> None:
    if queries.same_hearing(
        session, case.id, party=body.party, about=body.about, sent_on=body.sent_on
    ):
        raise RuleBroken(
            "party_hearing_already_there",
            f"It is noted already that the {body.party.value} was heard about this that day.",
        )


def start_reply(starter: Starter, case: Case, hearing: PartyHearing, body: PartyHearingIn) -> None:
    kind, event = DeadlineKind.PARTY_HEARING, StartEvent.HEARING_AVAILABLE
    about = {"party_hearing_id": hearing.id, "party": hearing.party}
    if body.reply_by_on is None:
        starter.start(case, kind, {event: hearing.available_on}, **about)
        return
    rules.check_reply_by(body.reply_by_on, hearing.available_on)
    starts_by = (event, hearing.available_on)
    starter.start_until(case, kind, starts_by, body.reply_by_on, legal_basis=LAW, **about)


def reply(session: Session, hearing: PartyHearing, body: HearingReplyIn) -> PartyHearing:
    """Note the party's reply; one that came late is kept as late."""
    rules.check_reply(body.replied_on, sent_on=hearing.sent_on, already_on=hearing.replied_on)
    change(session, hearing, {"replied_on": body.replied_on})
    if deadline := open_by(session, Deadline.party_hearing_id, hearing.id):
        meet(session, deadline, rules.in_the_deadline(body.replied_on, deadline.started_on))
    return hearing
