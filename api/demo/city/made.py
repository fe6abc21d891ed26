"""A made-up case in the making."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.cases.rules import CaseState
from api.demo.city.lives import Answer


@dataclass
class Made:
    """A case in the making: what a deadline takes from it, and its state so far."""

    id: UUID
    number: str
    case_type_id: UUID
    unit_id: UUID
    caseworker_id: UUID | None
    received_on: date
    variant: str = ""
    state: CaseState = CaseState.RECEIVED


@dataclass(frozen=True)
class Decided:
    """A decision as it was written: when it arrived, was appealed in time, and was sent back."""

    id: UUID
    answer: Answer
    arrived_on: date | None = None
    appealed_on: date | None = None
    remittal_id: UUID | None = None
