"""Who asked lately, remembered between requests: a quick read then needs no look-up of its own.

What is remembered is never trusted alone: the statement that reads says whether the token still
holds and whether anybody's rights changed (`HOLDS`). If so, the asker is looked up anew and the
read is done again, so that nobody reads a moment longer than they may.
"""

import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

from sqlmodel import Session
from starlette.requests import Request

from api.errors import NotSignedIn
from api.people.access import Asking
from api.people.budgets_http import charge
from api.people.passwords import secret_hash
from api.people.rules import Actor
from api.reads import Reads

Made = TypeVar("Made")
MOST_REMEMBERED: Final = 1000
# A sign-in ends when it idles, so it is looked up and touched this often.
SECONDS_REMEMBERED: Final = 60
RIGHTS_NOW: Final = "(SELECT version FROM rights_versions)"
SIGNED_IN: Final = """(
    EXISTS (SELECT FROM access_tokens WHERE token_hash = %(token)s AND expires_at > now())
    OR EXISTS (SELECT FROM sign_in_sessions WHERE token_hash = %(token)s AND expires_at > now())
)"""
HOLDS: Final = f"{RIGHTS_NOW} AS rights, {SIGNED_IN} AS signed_in"
RIGHTS: Final = "SELECT version, feed_epoch() FROM rights_versions"
# A unit covers those under it, and those that it took over from.
COVERED: Final = """
    SELECT parent_id, id FROM units WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT successor_id, predecessor_id FROM unit_successions
    WHERE succeeded_on IS NULL OR succeeded_on <= %(today)s
"""


@dataclass(frozen=True)
class Units:
    """Which units each unit covers at once, as of a day and a version of the rights."""

    below: Mapping[UUID, frozenset[UUID]]

    def under(self, root: UUID) -> frozenset[UUID]:
        """Return a unit and all that it covers."""
        found, open_ = {root}, [root]
        while open_:
            further = self.below.get(open_.pop(), frozenset()) - found
            found |= further
            open_ += further
        return frozenset(found)


class Held(Protocol):
    """A row with the columns of `HOLDS`."""

    rights: int
    signed_in: bool


@dataclass(frozen=True)
class Known:
    """Somebody who asked, and what must still hold for that to be believed."""

    actor: Actor
    token: bytes
    rights: int
    epoch: str
    units: Units
    since: float
    made: dict[Any, Any] = field(default_factory=dict, compare=False)

    def once(self, make: Callable[[Actor], Made]) -> Made:
        """Return what a feature makes of the asker, made once while they are remembered."""
        if make not in self.made:
            self.made[make] = make(self.actor)
        found: Made = self.made[make]
        return found

    @property
    def values(self) -> dict[str, Any]:
        """Return the parameters of `HOLDS`."""
        return {"token": self.token}


def token_hash(asking: Asking) -> bytes:
    """Return what somebody is remembered by: nothing of anyone without a bearer token."""
    kind, _, token = (asking.authorization or "").partition(" ")
    return secret_hash(token) if kind.lower() == "bearer" else b""


class Remembered:
    """Who asked a process lately, the longest unheard of first."""

    def __init__(self) -> None:
        self.known: OrderedDict[tuple[bytes, date], Known] = OrderedDict()
        self.units: dict[tuple[str, int, date], Units] = {}

    async def who(self, request: Request, reads: Reads, asking: Asking) -> Known:
        """Return who asks, from memory if it is fresh, and count the request."""
        key = (token_hash(asking), asking.today)
        found = self.known.get(key)
        if found is None or time.monotonic() - found.since > SECONDS_REMEMBERED:
            found = await reads.run(lambda session: self.look_up(request, session, asking))
            self.known[key] = found
            while len(self.known) > MOST_REMEMBERED:
                self.known.popitem(last=False)
        self.known.move_to_end(key)
        request.scope["state"]["actor"] = str(found.actor.id)
        charge(request, found.actor)
        return found

    def look_up(self, request: Request, session: Session, asking: Asking) -> Known:
        """Look the asker up; the version is read first, so that it can only be too old."""
        connection = session.connection()
        rights, epoch = connection.exec_driver_sql(RIGHTS).one()
        actor = asking.by(request, session)
        token = token_hash(asking)
        key = (epoch, rights, asking.today)
        units = self.units.get(key)
        if units is None:
            below = defaultdict[UUID, set[UUID]](set)
            for upper, lower in connection.exec_driver_sql(COVERED, {"today": asking.today}):
                below[upper].add(lower)
            units = Units({root: frozenset(each) for root, each in below.items()})
            self.units = {key: units}
        return Known(actor, token, rights, epoch, units, time.monotonic())

    def still(self, known: Known, row: Held, asking: Asking) -> bool:
        """Say whether what was remembered held when a row was read; else forget it."""
        if row.signed_in and row.rights == known.rights:
            return True
        self.known.pop((known.token, asking.today), None)
        return False


@cache
def remembered() -> Remembered:
    return Remembered()


def signed_out() -> NotSignedIn:
    return NotSignedIn("token_not_valid", "This sign-in or token is over. Get a new one.")
