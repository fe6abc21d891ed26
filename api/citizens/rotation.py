"""Giving citizens the newest keys, some at a time, so that older keys can be taken away."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import Session, col, update

from api.citizens import queries
from api.citizens.keys import cpr_index, decrypted, encrypted, is_of_newest_key
from api.citizens.services import number_kept
from api.citizens.tables import Citizen

AT_A_TIME = 1000
TOKENS = ("cpr_encrypted", "replacement_encrypted", "name_encrypted")
RENEW = (
    update(Citizen)
    .where(col(Citizen.id) == bindparam("of_id"))
    .values({name: bindparam(f"new_{name}") for name in (*TOKENS, "cpr_index")})
)


@dataclass(frozen=True)
class Batch:
    """How many were looked at and how many changed; `last` is where the next batch begins."""

    seen: int = 0
    changed: int = 0
    last: UUID | None = None


def rotate_after(session: Session, key: UUID | None, *, most: int = AT_A_TIME) -> Batch:
    """Give some citizens the newest keys, from after an id or from the first."""
    found = queries.citizens_after(session, key, most)
    changes = [renewed(each) for each in found if not is_new(each)]
    if changes:
        session.connection().execute(RENEW, changes)
    return Batch(len(found), len(changes), found[-1].id if found else None)


def index_of(citizen: Citizen) -> bytes | None:
    number = number_kept(citizen)
    return cpr_index(number) if number else None


def is_new(citizen: Citizen) -> bool:
    tokens = (getattr(citizen, name) for name in TOKENS)
    return citizen.cpr_index == index_of(citizen) and all(
        is_of_newest_key(token) for token in tokens if token
    )


def renewed(citizen: Citizen) -> dict[str, Any]:
    """Return the values of RENEW for one citizen."""
    tokens = {f"new_{name}": getattr(citizen, name) for name in TOKENS}
    again = {name: encrypted(decrypted(old)) if old else None for name, old in tokens.items()}
    return again | {"of_id": citizen.id, "new_cpr_index": index_of(citizen)}
