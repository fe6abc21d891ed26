"""A decision ends the clocks of § 3; corrected, on another day or no longer."""

from collections.abc import Collection

from sqlmodel import Session

from api.cases.rules import AFTER_DECISION, CaseAct
from api.cases.tables import Case, Decision
from api.casework.acts import check_not_over, move
from api.casework.decisions import queries
from api.deadlines.ending import meet, take_back
from api.deadlines.rules import CORRECTED
from api.deadlines.tables import Deadline
from api.errors import RuleBroken


def conclude(
    session: Session, case: Case, decision: Decision, clocks: Collection[Deadline]
) -> None:
    """Move the case on. Its clocks end when the decision is made, however late it is sent."""
    move(session, case, CaseAct.DECIDE, decision.made_on)
    for deadline in clocks:
        meet(session, deadline, decision.made_on)


def reopen(session: Session, case: Case, decision: Decision, clocks: Collection[Deadline]) -> None:
    """Let the case and its clocks run on: the decision had not answered all after all."""
    check_not_over(case)
    if queries.concluded_later(session, decision):
        raise RuleBroken(
            "decided_again",
            "Another decision concluded this case later; it can't be undecided by this one.",
            pointer="/concludes",
        )
    if case.state in AFTER_DECISION:
        move(session, case, CaseAct.REOPEN, decision.made_on, CORRECTED)
    for deadline in clocks:
        take_back(session, deadline, case)
