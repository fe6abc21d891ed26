"""What machine clients have spent: counted in this process, settled with the others now and then.

A request only touches memory. About once a second what was counted since is added to one row for
each client and budget in use, and the sum of all processes comes back (`settle`). So several
processes together let through what is allowed, and beyond it at most what comes in within a second.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from threading import Lock
from uuid import UUID

from sqlalchemy import case, func, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from api.people.budgets_rules import (
    WINDOW_SECONDS,
    Budget,
    Count,
    Limits,
    Spent,
    Tally,
    minute_of,
    settled,
)
from api.people.budgets_rules import spend as spend_of
from api.people.tables import Client, ClientUse, SpentBudget
from api.settings import get_settings

Uses = dict[UUID, float]


class Books:
    """The tallies of one process, and when each client was last here. Safe to use by threads."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.settling = Lock()
        self.tallies: dict[tuple[UUID, Budget], Tally] = {}
        self.seen: Uses = {}
        self.noted: Uses = {}

    def spend(self, client_id: UUID, budget: Budget, limits: Limits, now: float) -> Spent:
        with self.lock:
            self.seen[client_id] = now
            return spend_of(self._tally(client_id, budget, now), budget, limits.of(budget), now)

    def _tally(self, client_id: UUID, budget: Budget, now: float) -> Tally:
        key, minute = (client_id, budget), minute_of(now)
        tally = self.tallies.get(key)
        if tally is None or tally.minute != minute:
            tally = self.tallies[key] = Tally(minute)
        return tally

    def counts(self, now: float) -> list[Count]:
        """Return what is not settled of each budget in use, in one order for all processes.

        What is over is forgotten.
        """
        minute = minute_of(now)
        with self.lock:
            running = {key: each for key, each in self.tallies.items() if each.minute >= minute}
            self.tallies = running
            return sorted(Count(*key, each.minute, each.unsettled) for key, each in running.items())

    def take_over(self, sent: Sequence[Count], totals: Iterable[Count]) -> None:
        """Enter what all processes have spent together."""
        amounts = {(count.client_id, count.budget): count.requests for count in sent}
        with self.lock:
            for total in totals:
                key = (total.client_id, total.budget)
                tally = self.tallies.get(key)
                if tally and tally.minute == total.minute:
                    settled(tally, amounts[key], total.requests)

    def uses_to_note(self) -> Uses:
        """Return when clients were here, of those not noted for a minute."""
        with self.lock:
            return {
                client_id: at
                for client_id, at in self.seen.items()
                if at - self.noted.get(client_id, 0) >= WINDOW_SECONDS
            }

    def are_noted(self, uses: Uses) -> None:
        with self.lock:
            self.noted |= uses


BOOKS = Books()


def spend(client_id: UUID, budget: Budget, limits: Limits, now: float) -> Spent:
    """Count a request of a client, and return how the budget stands. Never waits for a database.

    `now` is in seconds since 1970, as all processes count the same minutes.
    """
    return BOOKS.spend(client_id, budget, limits, now)


def settle(session: Session, now: float, books: Books = BOOKS) -> None:
    """Exchange counts with the other processes, note which clients were here, and commit.

    It commits at once, as the other processes wait for the rows. If that fails, the counts stay
    for the next time.
    """
    with books.settling:
        counts, uses = books.counts(now), books.uses_to_note()
        unsettled = [count for count in counts if count.requests]
        others = [count for count in counts if not count.requests]
        totals = settle_counts(session, unsettled) if unsettled else []
        totals += read_counts(session, others) if others else []
        noted = note_uses(session, uses) if uses else {}
        session.commit()
        books.take_over(counts, totals)
        books.are_noted(noted)


def settle_counts(session: Session, counts: Sequence[Count]) -> list[Count]:
    """Add counts to their rows, and return the sums. A row of an older minute begins anew."""
    table, own = col(SpentBudget.minute), insert(SpentBudget)
    new = own.excluded
    spent = case(
        (table < new.minute, new.requests),
        (table == new.minute, col(SpentBudget.requests) + new.requests),
        else_=col(SpentBudget.requests),
    )
    rows = session.connection().execute(
        own.values([vars(count) for count in counts])
        .on_conflict_do_update(
            index_elements=["client_id", "budget"],
            set_={"minute": func.greatest(table, new.minute), "requests": spent},
        )
        .returning(
            col(SpentBudget.client_id), col(SpentBudget.budget), table, col(SpentBudget.requests)
        )
    )
    return [Count(*row) for row in rows]


def read_counts(session: Session, counts: Sequence[Count]) -> list[Count]:
    """Return what the other processes spent of budgets that this one did not spend of lately."""
    row = (SpentBudget.client_id, SpentBudget.budget, SpentBudget.minute)
    wanted = [(count.client_id, count.budget, count.minute) for count in counts]
    statement = select(*row, SpentBudget.requests).where(tuple_(*row).in_(wanted))
    return [
        Count(key, Budget(name), minute, requests)
        for key, name, minute, requests in session.exec(statement)
    ]


def note_uses(session: Session, uses: Uses) -> Uses:
    """Keep when clients were here, unless another process did within the minute.

    Return when each was noted last. A client that is unknown here is left out of the table.
    """
    before = uses_before(session, uses)
    late = {key: at for key, at in uses.items() if at - before.get(key, at) >= WINDOW_SECONDS}
    if late:
        values = [
            {"client_id": key, "used_at": datetime.fromtimestamp(late[key], UTC)}
            for key in sorted(late)
        ]
        added = insert(ClientUse).values(values)
        newest = func.greatest(col(ClientUse.used_at), added.excluded.used_at)
        session.connection().execute(
            added.on_conflict_do_update(index_elements=["client_id"], set_={"used_at": newest})
        )
    return uses | before | late


def uses_before(session: Session, ids: Collection[UUID]) -> Uses:
    """Return when each client that there is was last here; 0 for one that never was."""
    statement = (
        select(Client.id, ClientUse.used_at)
        .outerjoin(ClientUse, col(ClientUse.client_id) == Client.id)
        .where(col(Client.id).in_(ids))
    )
    return {key: at.timestamp() if at else 0.0 for key, at in session.exec(statement)}


def limits_of(client: Client) -> Limits:
    """Return what a client may ask: its own limits, and the settings' where it has none."""
    settings = get_settings()
    own = {name: getattr(client, f"{name}_per_minute") for name in Budget}
    default = {name: getattr(settings, f"rate_{name}_per_minute") for name in Budget}
    return Limits(
        **{name.value: default[name] if own[name] is None else own[name] for name in Budget}
    )
