"""Party hearings as they are answered, with the deadline each started."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.cases.tables import PartyHearing
from api.casework.acts import may_write
from api.casework.hearings.schemas import PartyHearingOut
from api.casework.parts import cases_of
from api.casework.started import started_by
from api.deadlines.tables import Deadline
from api.people.rules import Actor


def show_hearings(
    session: Session, actor: Actor, rows: Sequence[PartyHearing], _: date
) -> list[PartyHearingOut]:
    cases = cases_of(session, rows)
    deadlines = started_by(session, Deadline.party_hearing_id, [row.id for row in rows])

    def may(row: PartyHearing) -> list[str]:
        waits = row.replied_on is None and may_write(actor, cases[row.case_id])
        return ["reply"] if waits else []

    return [PartyHearingOut.of(row, deadlines.get(row.id), may(row)) for row in rows]
