"""One case is written, or many in one batch, and answered."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.cases.reading import show_cases
from api.cases.schemas import CaseOut
from api.cases.tables import Case
from api.casework.by_reference import queries
from api.casework.by_reference.conditions import condition_of
from api.casework.by_reference.rules import Name, WriteOutcome
from api.casework.by_reference.schemas import CaseBatchIn, CaseBatchOut, CaseItem, CaseItemResult
from api.casework.by_reference.services import Telling, Writing, Written
from api.casework.imports.rules import OnRefusal
from api.citizens.rules import LookupKind
from api.citizens.services import note_lookup
from api.errors import DomainError, PreconditionFailed
from api.people.rules import Actor
from api.problems import Fault

NAMES = frozenset({"system", "reference"})


def write_case(
    session: Session, actor: Actor, telling: Telling, today: date
) -> tuple[CaseOut, WriteOutcome]:
    """Write one case, or raise all that is wrong with it."""
    [written] = Writing(session, actor, [telling], today).write()
    if written.refusals:
        raise refusal_of(session, actor, written, today)
    case = session.get_one(Case, written.case_id)
    [shown] = show_cases(session, actor, [case], today)
    return shown, written.outcome


def refusal_of(session: Session, actor: Actor, written: Written, today: date) -> DomainError:
    """Return the first refusal, with the others beside it and pointers into a body of one case."""
    for each in written.refusals:
        field = field_of(each)
        each.pointer = field if field in NAMES else f"/{field}" if field else None
    first, *others = written.refusals
    first.also = others
    if isinstance(first, PreconditionFailed) and written.case:
        [current] = show_cases(session, actor, [written.case], today)
        first.current = current.model_dump(mode="json")
    return first


def field_of(refusal: DomainError) -> str:
    return (refusal.pointer or "").lstrip("/")


def write_batch(session: Session, actor: Actor, body: CaseBatchIn, today: date) -> CaseBatchOut:
    """Write the cases of a batch, and tell what became of each."""
    writing = Writing(session, actor, [telling_of(item) for item in body.items], today)
    stops = body.on_refusal is OnRefusal.STOP
    written = writing.write(dry_run=body.dry_run, stops=stops)
    outcomes = Counter(each.outcome for each in written)
    learned = body.dry_run or outcomes[WriteOutcome.UNCHANGED] < len(written)
    if writing.judge.looked_up and learned:
        note_lookups(session, actor, today)
    return CaseBatchOut(
        dry_run=body.dry_run,
        stopped=stops and outcomes[WriteOutcome.REFUSED] > 0,
        created=outcomes[WriteOutcome.CREATED],
        updated=outcomes[WriteOutcome.UPDATED],
        unchanged=outcomes[WriteOutcome.UNCHANGED],
        refused=outcomes[WriteOutcome.REFUSED],
        results=results_of(session, body, written),
    )


def telling_of(item: CaseItem) -> Telling:
    name = Name(item.system, item.reference)
    return Telling(name, item.case, condition_of(item.if_match, item.if_none_match))


def note_lookups(session: Session, actor: Actor, today: date) -> None:
    """Keep that citizens were looked up by their numbers; the cases' history tells who they are.

    A batch that comes again and changes nothing has told nothing new.
    """
    note_lookup(
        session,
        actor,
        today,
        kind=LookupKind.IMPORT,
        purpose="cases written by reference",
        citizen_id=None,
    )


def results_of(
    session: Session, body: CaseBatchIn, written: Sequence[Written]
) -> list[CaseItemResult]:
    """Return what became of the items, with their cases as they stand now."""
    ids = [each.case_id for each in written if each.case_id]
    versions = queries.versions(session, ids)
    return [
        CaseItemResult(
            system=item.system,
            reference=item.reference,
            outcome=each.outcome,
            case_id=each.case_id if each.case_id in versions else None,
            version=versions.get(each.case_id) if each.case_id else None,
            errors=[fault_in(at, refusal) for refusal in each.refusals],
        )
        for at, (item, each) in enumerate(zip(body.items, written, strict=True))
    ]


def fault_in(at: int, refusal: DomainError) -> Fault:
    """Return a refusal with its pointer into the batch."""
    field = field_of(refusal)
    within = f"/{field}" if field in NAMES else f"/case/{field}" if field else ""
    return Fault(pointer=f"/items/{at}{within}", code=refusal.code, detail=refusal.detail)
