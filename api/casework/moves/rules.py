"""Which moves are made by saying so, and which by recording what they are about: pure."""

from collections.abc import Mapping
from types import MappingProxyType

from api.cases.rules import CaseAct, CaseState, ways_on
from api.errors import InvalidInput, RuleBroken

# A withdrawal ends what the authority owes; a reopening brings it back: both must be explained.
NEED_A_REASON = frozenset({CaseAct.WITHDRAW, CaseAct.REOPEN})

RECORDED: Mapping[CaseAct, str] = MappingProxyType(
    {
        CaseAct.DECIDE: "To decide a case, record its decision.",
        CaseAct.REMIT: "To remit a case, record what the appeals board sent back.",
        CaseAct.TRANSFER: "To transfer a case, say to which unit.",
        CaseAct.ACKNOWLEDGE: "To acknowledge a case, record the day the citizen was told.",
        CaseAct.OPEN: "A case is opened when it is received.",
        CaseAct.OPEN_UNDER_ACT: "To open a case under its act, correct the case.",
    }
)


def check_made_by_saying_so(act: CaseAct, state: CaseState) -> None:
    """Refuse an act that is more than a move, naming how it is done instead."""
    if act in RECORDED:
        raise RuleBroken(
            "case_act_is_recorded", f"{RECORDED[act]} {ways_on(state)}", pointer="/act"
        )


def check_reason(act: CaseAct, reason: str | None) -> None:
    if act in NEED_A_REASON and reason is None:
        raise InvalidInput("reason_missing", "Say why.", pointer="/reason")
