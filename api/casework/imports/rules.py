"""How cases come in many at a time, and what can be said of a line that can't: pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from api.cases.rules import CaseAct, CaseState
from api.errors import DomainError, InvalidInput

MOST_SHOWN = 40
# A CPR number, also one that a spreadsheet took the leading zero from.
LIKE_CPR = re.compile(r"(?<!\d)\d{5,6}[- ]?\d{4}(?!\d)", re.ASCII)
HIDDEN = "(hidden)"

# Why a case was moved on a day that no column tells.
IMPORTED = "import"
ACT_TO: Mapping[CaseState, CaseAct] = MappingProxyType(
    {
        CaseState.INVESTIGATING: CaseAct.INVESTIGATE,
        CaseState.INFORMED: CaseAct.INFORM,
        CaseState.ORDERED: CaseAct.ORDER,
        CaseState.DELIVERED: CaseAct.DELIVER,
        CaseState.CLOSED: CaseAct.CLOSE,
        CaseState.WITHDRAWN: CaseAct.WITHDRAW,
    }
)


class Format(StrEnum):
    NDJSON = "ndjson"
    CSV = "csv"
    XLSX = "xlsx"


class OnRefusal(StrEnum):
    """What happens to the other lines when one is refused."""

    STOP = "stop"
    SKIP = "skip"


class ImportState(StrEnum):
    """How an import ended. Only `imported` has changed any case."""

    IMPORTED = "imported"
    CHECKED = "checked"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line was refused; `field` is the column, empty when it is the whole line.

    `kind` tells whether the input, the rules or the rights are in the way.
    """

    field: str
    code: str
    detail: str
    kind: type[DomainError] = InvalidInput

    @classmethod
    def of(cls, refusal: DomainError) -> "Fault":
        field = (refusal.pointer or "").lstrip("/")
        return cls(field, refusal.code, refusal.detail, type(refusal))


def attempt(
    faults: list[Fault], check: Callable[..., Any], *given: Any, field: str = "", **named: Any
) -> Any:
    """Carry out a check, and note its refusal among the others of the line.

    `field` is the column at fault, where the check doesn't know what a file calls it.
    """
    try:
        return check(*given, **named)
    except DomainError as refusal:
        fault = Fault.of(refusal)
        faults.append(replace(fault, field=field) if field else fault)
        return None


def without_cpr(text: str) -> str:
    """Hide what may be a CPR number: reports are kept, listed and sent on."""
    return LIKE_CPR.sub(HIDDEN, text)


def shown(raw: object) -> str:
    """Return a value as a refusal may repeat it: short, and without what may be a CPR number."""
    text = without_cpr(str(raw).strip())
    return repr(text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…")


def ending(*, dry_run: bool, stopped: bool) -> ImportState:
    if stopped:
        return ImportState.STOPPED
    return ImportState.CHECKED if dry_run else ImportState.IMPORTED
