"""What there is to ask about, and who asks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select, update

from api.cases.tables import Case
from api.organisation.tables import Unit
from api.people.budgets_rules import NO_LIMIT, Budget
from api.people.rules import Role, Scope
from api.people.tables import Client
from api.tables import METADATA
from tests.factories import Actors, Headers

MOST = 5
# The services may write there and never read.
UNREADABLE = {"pattern_lookups"}
# What addresses and filters call by another name than the table or what refers to it.
OTHER_NAMES = {"follow_ups": "deadlines", "notice": "decision_notices", "under": "units"}


@dataclass(frozen=True)
class World:
    """The ids that a word may stand for, and the headers of those who ask."""

    ids: Mapping[str, Sequence[str]]
    askers: Mapping[str, Headers]

    def named(self, word: str) -> Sequence[str]:
        """Return ids for a word of an address, a filter or a field: `plans`, `plan`, `plan_id`."""
        plain = word.replace("-", "_").removesuffix("_ids").removesuffix("_id")
        return self.ids.get(OTHER_NAMES.get(plain, plain), ())


def some_ids(session: Session) -> Mapping[str, Sequence[str]]:
    """Return some ids of each table, under its name and under what refers to it."""
    found: dict[str, list[str]] = defaultdict(list)
    for table in METADATA.sorted_tables:
        if "id" in table.c and table.name not in UNREADABLE:
            some = select(table.c.id).order_by(table.c.id).limit(MOST)
            found[table.name] = [str(key) for key in session.scalars(some)]
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            word = key.parent.name.removesuffix("_id")
            found[word] = sorted({*found[word], *found[key.column.table.name]})
    return found


def some_askers(session: Session, actors: Actors) -> Mapping[str, Headers]:
    """Sign in who sees all, and who sees the cases of one unit only."""
    unit_id = session.exec(select(Case.unit_id).order_by(col(Case.id)).limit(1)).one()
    askers = {
        "admin": actors.headers(Role.ADMIN),
        "client": actors.client(*Scope, unit_id=unit_id),
        "leader": actors.headers(Role.DEPARTMENT_LEADER, session.get_one(Unit, unit_id)),
        "nobody": {},
    }
    any_number = dict.fromkeys((f"{budget}_per_minute" for budget in Budget), NO_LIMIT)
    session.connection().execute(update(Client).values(any_number))
    return askers
