"""Roles, what each may do, and where: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from api.errors import NotAllowed
from api.people.budgets_rules import Limits


class Role(StrEnum):
    CASEWORKER = "caseworker"
    DEPARTMENT_LEADER = "department_leader"
    AREA_MANAGER = "area_manager"
    CENTRE_MANAGER = "centre_manager"
    STAFF_UNIT = "staff_unit"
    CITIZENS_ADVISOR = "citizens_advisor"
    COMMITTEE_SECRETARY = "committee_secretary"
    SYSTEM = "system"
    ADMIN = "admin"


class Scope(StrEnum):
    """A right per noun and act. Machine clients are granted scopes, people have them by role."""

    UNITS_READ = "units:read"
    UNITS_WRITE = "units:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    CATALOGUE_READ = "catalogue:read"
    CATALOGUE_WRITE = "catalogue:write"
    PLANS_READ = "plans:read"
    PLANS_WRITE = "plans:write"
    STATUS_WRITE = "status:write"
    RECOVERY_READ = "recovery:read"
    RECOVERY_WRITE = "recovery:write"
    COMMITTEE_READ = "committee:read"
    COMMITTEE_WRITE = "committee:write"
    CHANGES_READ = "changes:read"
    CITIZENS_READ = "citizens:read"
    CITIZENS_WRITE = "citizens:write"
    CITIZENS_IDENTIFY = "citizens:identify"
    CITIZENS_AUDIT = "citizens:audit"
    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    CASES_IMPORT = "cases:import"
    DEADLINES_READ = "deadlines:read"
    DEADLINES_WRITE = "deadlines:write"
    CALENDAR_WRITE = "calendar:write"
    COMPLAINTS_READ = "complaints:read"
    COMPLAINTS_WRITE = "complaints:write"
    COMPLAINT_WORDS_WRITE = "complaint_words:write"
    PATTERNS_READ = "patterns:read"
    SUBSCRIPTIONS_READ = "subscriptions:read"
    SUBSCRIPTIONS_WRITE = "subscriptions:write"


READING = frozenset(
    {
        Scope.UNITS_READ,
        Scope.PEOPLE_READ,
        Scope.CATALOGUE_READ,
        Scope.PLANS_READ,
        Scope.RECOVERY_READ,
        Scope.COMMITTEE_READ,
        Scope.PATTERNS_READ,
    }
)
REPORTING = READING | {Scope.STATUS_WRITE, Scope.RECOVERY_WRITE}
ADVISING = frozenset(
    {
        Scope.CASES_READ,
        Scope.DEADLINES_READ,
        Scope.CITIZENS_READ,
        Scope.CITIZENS_IDENTIFY,
        Scope.COMPLAINTS_READ,
        Scope.COMPLAINTS_WRITE,
    }
)
CASEWORK = ADVISING | {Scope.CASES_WRITE, Scope.DEADLINES_WRITE, Scope.CITIZENS_WRITE}
LEADING = REPORTING | CASEWORK
STEERING = LEADING | {
    Scope.PLANS_WRITE,
    Scope.CHANGES_READ,
    Scope.CASES_IMPORT,
    Scope.SUBSCRIPTIONS_READ,
    Scope.SUBSCRIPTIONS_WRITE,
}
KEEPING = frozenset(
    {
        Scope.COMMITTEE_WRITE,
        Scope.CATALOGUE_WRITE,
        Scope.CALENDAR_WRITE,
        Scope.CITIZENS_AUDIT,
    }
)

SCOPES_OF: dict[Role, frozenset[Scope]] = {
    Role.CASEWORKER: READING | CASEWORK,
    Role.DEPARTMENT_LEADER: LEADING,
    Role.AREA_MANAGER: LEADING,
    Role.CENTRE_MANAGER: STEERING,
    Role.STAFF_UNIT: STEERING | KEEPING,
    Role.CITIZENS_ADVISOR: READING | ADVISING | {Scope.COMPLAINT_WORDS_WRITE},
    Role.COMMITTEE_SECRETARY: READING | {Scope.COMMITTEE_WRITE},
    Role.SYSTEM: frozenset(),
    Role.ADMIN: frozenset(Scope),
}


class ActorKind(StrEnum):
    PERSON = "person"
    CLIENT = "client"
    PROGRAM = "program"


@dataclass(frozen=True)
class Grant:
    """Scopes in some units. `units` is None when they hold everywhere.

    `units` are the unit of the grant, all under it, and what these took over from;
    `above` are the units over it, whose plans may be read.
    """

    role: Role
    scopes: frozenset[Scope]
    units: frozenset[UUID] | None = None
    above: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Actor:
    """Who asks: a person, a machine client, or a program of our own.

    Only machine clients have limits on how much they may ask.
    """

    kind: ActorKind
    id: UUID | None
    name: str
    grants: tuple[Grant, ...] = ()
    limits: Limits | None = None

    @cached_property
    def reach(self) -> str:
        """Return a mark of all that somebody may see and do, which changes when that does."""
        grants = sorted(
            (sorted(each.scopes), each.units is None, sorted(map(str, each.units or ())))
            for each in self.grants
        )
        return sha256(f"{self.id} {grants}".encode()).hexdigest()[:8]

    def has(self, scope: Scope) -> bool:
        return any(scope in grant.scopes for grant in self.grants)

    def require(self, scope: Scope) -> None:
        """Refuse who has a scope nowhere."""
        if not self.has(scope):
            raise NotAllowed("not_allowed", f"This needs the right {scope}, which you do not have.")

    def may(
        self, scope: Scope, unit_id: UUID | None, *, owners: Iterable[UUID | None] = ()
    ) -> bool:
        """Say whether a scope holds in a unit; who owns the thing may act on it anywhere."""
        if self.has(scope) and self.id is not None and self.id in owners:
            return True
        return any(
            scope in grant.scopes and (grant.units is None or unit_id in grant.units)
            for grant in self.grants
        )

    def check(
        self, scope: Scope, unit_id: UUID | None, *, owners: Iterable[UUID | None] = ()
    ) -> None:
        if not self.may(scope, unit_id, owners=owners):
            raise NotAllowed("not_allowed", f"You may see this, and you do not have {scope} here.")

    def has_everywhere(self, scope: Scope) -> bool:
        return any(scope in grant.scopes and grant.units is None for grant in self.grants)

    def check_everywhere(self, scope: Scope) -> None:
        """Refuse who has the scope in some units only: this can't be cut by unit."""
        if not self.has_everywhere(scope):
            raise NotAllowed("not_allowed", "This needs a right that holds everywhere.")

    def units_of(self, scope: Scope) -> frozenset[UUID] | None:
        """Return the units in which a scope holds, or None for all of them."""
        held = [grant.units for grant in self.grants if scope in grant.scopes]
        if None in held:
            return None
        return frozenset[UUID]().union(*(units for units in held if units is not None))

    def readable_units(self, scope: Scope) -> frozenset[UUID] | None:
        """Return the units whose things may be read, or None for all of them."""
        units: set[UUID] = set()
        for grant in self.grants:
            if scope not in grant.scopes:
                continue
            if grant.units is None:
                return None
            units |= grant.units | grant.above
        return frozenset(units)
