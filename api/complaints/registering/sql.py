"""The plain registration of a complaint: one statement, which is done as a whole or not at all.

It is planned once, to look each thing up by its key.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from api.changes.context import SETTINGS
from api.complaints.rules import ComplaintKind
from api.people.remembered import RIGHTS_NOW, SIGNED_IN
from api.people.rules import Actor, Scope

ACTING: Final = "SELECT " + ", ".join(
    f"set_config('rettidig.{name}', %({name})s, true)" for name in SETTINGS
)
# The points with their causes, as far as these are causes that may be given.
NOTED: Final = """
    SELECT point.*, name_da, name_en, code, group_id
    FROM jsonb_to_recordset(%(points)s::jsonb) AS point (
        id uuid, cause_id uuid, text text, affects_legality boolean,
        affects_legal_position boolean, bound_by_law boolean, shows_inefficiency boolean,
        affects_credibility boolean
    )
    JOIN complaint_causes ON complaint_causes.id = cause_id
    WHERE group_id IS NOT NULL AND NOT retired
"""
# The only law that a case type was decided by on the day.
BASIS: Final = """
    SELECT (array_agg(legal_bases.id))[1] AS id,
        (array_agg(act_short || ' ' || section))[1] AS name
    FROM case_type_bases JOIN legal_bases ON legal_bases.id = legal_basis_id
    WHERE case_type_bases.case_type_id = cases.case_type_id
    AND (valid_from IS NULL OR valid_from <= %(received_on)s)
    AND (valid_until IS NULL OR valid_until > %(received_on)s)
    HAVING count(*) = 1
"""
POINTS: Final = """
    INSERT INTO complaint_points (
        id, complaint_id, cause_id, text, affects_legality, affects_legal_position, bound_by_law,
        shows_inefficiency, affects_credibility
    )
    SELECT id, %(id)s, cause_id, text, affects_legality, affects_legal_position, bound_by_law,
        shows_inefficiency, affects_credibility
    FROM noted WHERE (SELECT count(*) FROM made) = 1
"""
KEPT: Final = """
    INSERT INTO idempotency_keys (
        actor_id, key, fingerprint, created_at, expires_at, status, headers, body
    )
    SELECT %(me)s, %(key)s, %(fingerprint)s, now(), %(kept_until)s, 201,
        jsonb_build_object(
            'content-type', 'application/json', 'etag', '"1"', 'location', %(location)s::text
        ),
        convert_to(line, 'UTF8')
    FROM shown
"""


@dataclass(frozen=True)
class Reach:
    """Where somebody may read cases, and read and write complaints; None is everywhere."""

    cases: list[str] | None
    reads: list[str] | None
    writes: list[str] | None

    @classmethod
    def of(cls, actor: Actor) -> "Reach":
        scopes = (Scope.CASES_READ, Scope.COMPLAINTS_READ, Scope.COMPLAINTS_WRITE)
        return cls(*(listed(actor, scope) for scope in scopes))

    @property
    def limited(self) -> frozenset[str]:
        """Name what is limited to some units: the statement depends on that, and not on which."""
        return frozenset(name for name, units in vars(self).items() if units is not None)


def listed(actor: Actor, scope: Scope) -> list[str] | None:
    units = actor.units_of(scope)
    return None if units is None else [*map(str, units)]


def among(limited: frozenset[str], name: str, unit: str, *, owner: str | None = None) -> str:
    """Say that something lies in some units, or is the asker's own."""
    if name not in limited:
        return "true"
    here = f"{unit} = ANY(%({name})s::uuid[])"
    return f"({here} OR {owner} = %(me)s)" if owner else here


@cache
def registration(limited: frozenset[str], *, kept: bool) -> str:
    """Return the statement that registers, keeps the answer and gives it.

    It does nothing, and has no row, unless the registration is plain and allowed. The points wait
    for the complaint, so that the log tells of it before them.
    """
    return f"""
        WITH acting AS MATERIALIZED ({ACTING}),
        noted AS MATERIALIZED ({NOTED}),
        matter AS MATERIALIZED ({matter(limited)}),
        earlier AS MATERIALIZED ({earlier(limited)}),
        made AS ({MADE}),
        pointed AS ({POINTS}),
        shown AS (SELECT row_to_json(told)::text AS line FROM ({TOLD}) AS told)
        {f", kept AS ({KEPT})" if kept else ""}
        SELECT line FROM shown
    """


def matter(limited: frozenset[str]) -> str:
    """Return what the complaint is about, if it may be registered; the log is told who asks."""
    unit = "coalesce(%(unit_id)s::uuid, cases.unit_id)"
    return f"""
        SELECT cases.id AS case_id, cases.number AS case_number, citizen_id,
            units.id AS unit_id, units.name AS unit_name,
            case_types.id AS case_type_id, name_da, name_en,
            basis.id AS basis_id, basis.name AS basis_name
        FROM cases CROSS JOIN acting
        JOIN units ON units.id = {unit}
        JOIN case_types ON case_types.id = cases.case_type_id
        LEFT JOIN LATERAL ({BASIS}) AS basis ON true
        WHERE cases.id = %(case_id)s
        AND {among(limited, "cases", "cases.unit_id", owner="cases.caseworker_id")}
        AND {among(limited, "writes", unit)}
        AND (SELECT count(*) FROM noted) = %(many)s
        AND {RIGHTS_NOW} = %(rights)s AND {SIGNED_IN}
    """


def earlier(limited: frozenset[str]) -> str:
    """Return what the same complainant complained of until that day, as far as it is seen."""
    return f"""
        SELECT complaints.id, number, received_on, complaints.case_id
        FROM matter JOIN complaints ON complainant_id = citizen_id
        WHERE received_on <= %(received_on)s
        AND {among(limited, "reads", "complaints.unit_id", owner="handler_id")}
    """


def told(**columns: str) -> str:
    """Return some columns as JSON, without a query of its own."""
    pairs = ", ".join(f"'{name}', {column}" for name, column in columns.items())
    return f"json_build_object({pairs})"


CAUSE: Final = told(
    id="cause_id", name_da="name_da", name_en="name_en", code="code", group_id="group_id"
)
UNIT: Final = told(id="matter.unit_id", name="unit_name")
CASE_TYPE: Final = told(id="matter.case_type_id", name_da="name_da", name_en="name_en")
LEGAL_BASIS: Final = told(id="basis_id", name="basis_name")
CASE: Final = told(id="matter.case_id", number="case_number")
# The latest that the same complainant had made over the same case.
REPEATED: Final = """
    SELECT earlier.id FROM earlier WHERE earlier.case_id = matter.case_id
    ORDER BY earlier.received_on DESC, earlier.id DESC LIMIT 1
"""
MADE: Final = f"""
    INSERT INTO complaints (
        id, number, received_on, received_at, channel, kind, text, unit_id, case_type_id,
        legal_basis_id, case_id, complainant_id, repeat_of_id
    )
    SELECT %(id)s, %(year)s || to_char(nextval('complaint_numbers'), 'FM9990000000'),
        %(received_on)s, %(received_at)s, %(channel)s, '{ComplaintKind.PROCEDURAL}', %(text)s,
        unit_id, case_type_id, basis_id, case_id, citizen_id, ({REPEATED})
    FROM matter
    RETURNING complaints.*
"""
LINES: Final = f"""
    SELECT coalesce(json_agg({told(id="id", cause=CAUSE, finding="NULL")} ORDER BY id), '[]')
    FROM noted
"""
REPEATS: Final = f"""
    SELECT {told(id="id", number="number")} FROM earlier WHERE id = made.repeat_of_id
"""
EARLIER_IDS: Final = "coalesce(json_agg(id ORDER BY received_on DESC, id DESC), '[]')"
EARLIER: Final = f"""
    SELECT {told(count="count(*)", ids=EARLIER_IDS)}
    FROM earlier WHERE (received_on, id) < (made.received_on, made.id)
"""
# The fields of a complaint that was just registered, in their order.
TOLD: Final = f"""
    SELECT made.id, made.version, %(may)s::json AS may, made.number, made.received_on,
        %(moment)s::text AS received_at,
        %(today)s::date - made.received_on AS days_since_receipt,
        made.channel, made.kind, made.text, {UNIT} AS unit, NULL::text AS authority,
        {CASE_TYPE} AS case_type,
        CASE WHEN basis_id IS NOT NULL THEN {LEGAL_BASIS} END AS legal_basis, {CASE} AS case,
        made.decision_id, made.complainant_id, made.representative_id,
        ({REPEATS}) AS repeat_of, ({EARLIER}) AS earlier_complaints,
        made.handler_id AS handler, 'received' AS state, false AS contacted,
        0 AS contact_attempts, NULL::float AS first_contact_hours, ({LINES}) AS points,
        NULL::date AS appeal_ended_on, NULL::boolean AS late, NULL::integer AS days_late,
        NULL::json AS appeal, made.closed_on, made.closed_how, made.answer,
        made.repeat_of_id IS NOT NULL AS linked
    FROM made CROSS JOIN matter
"""
