"""The plain registration of a complaint, in one exchange with the database."""

from dataclasses import dataclass
from typing import Final

from api.changes.context import SETTINGS
from api.complaints.rules import ComplaintKind
from api.people.remembered import RIGHTS_NOW, SIGNED_IN
from api.people.rules import Actor, Scope

# What the insert of this exchange left behind: the complaint's id, or nothing.
DONE: Final = "current_setting('rettidig.registered', true)"
ACTING: Final = "SELECT set_config('rettidig.registered', '', true), " + ", ".join(
    f"set_config('rettidig.{name}', %({name})s, true)" for name in SETTINGS
)
# The only law that a case type was decided by on the day.
BASIS: Final = """
    SELECT (array_agg(legal_bases.id))[1]
    FROM case_type_bases JOIN legal_bases ON legal_bases.id = legal_basis_id
    WHERE case_type_bases.case_type_id = cases.case_type_id
    AND (valid_from IS NULL OR valid_from <= %(received_on)s)
    AND (valid_until IS NULL OR valid_until > %(received_on)s)
    HAVING count(*) = 1
"""
POINTS: Final = f"""
    INSERT INTO complaint_points (
        id, complaint_id, cause_id, text, affects_legality, affects_legal_position, bound_by_law,
        shows_inefficiency, affects_credibility
    )
    SELECT point.id, %(id)s, cause_id, text, affects_legality, affects_legal_position, bound_by_law,
        shows_inefficiency, affects_credibility
    FROM jsonb_to_recordset(%(points)s::jsonb) AS point (
        id uuid, cause_id uuid, text text, affects_legality boolean,
        affects_legal_position boolean, bound_by_law boolean, shows_inefficiency boolean,
        affects_credibility boolean
    )
    WHERE {DONE} <> ''
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


def listed(actor: Actor, scope: Scope) -> list[str] | None:
    units = actor.units_of(scope)
    return None if units is None else [*map(str, units)]


def among(units: list[str] | None, unit: str, name: str, *, owner: str | None = None) -> str:
    """Say that something lies in some units, or is the asker's own."""
    if units is None:
        return "true"
    here = f"{unit} = ANY(%({name})s::uuid[])"
    return f"({here} OR {owner} = %(me)s)" if owner else here


def repeated(seen: str) -> str:
    """Return the latest that the same complainant had made over the same case, and that is seen."""
    return f"""
        SELECT made.id FROM complaints AS made
        WHERE made.complainant_id = cases.citizen_id AND made.case_id = cases.id
        AND made.received_on <= %(received_on)s AND {seen}
        ORDER BY made.received_on DESC, made.id DESC LIMIT 1
    """


def seen_by(reach: Reach) -> str:
    return among(reach.reads, "made.unit_id", "reads", owner="made.handler_id")


def register(reach: Reach) -> str:
    """Return the insert, which does nothing unless the registration is plain and allowed."""
    unit = "coalesce(%(unit_id)s::uuid, cases.unit_id)"
    return f"""
        INSERT INTO complaints (
            id, number, received_on, received_at, channel, kind, text, unit_id, case_type_id,
            legal_basis_id, case_id, complainant_id, repeat_of_id
        )
        SELECT %(id)s, %(year)s || to_char(nextval('complaint_numbers'), 'FM9990000000'),
            %(received_on)s, %(received_at)s, %(channel)s, '{ComplaintKind.PROCEDURAL}', %(text)s,
            {unit}, cases.case_type_id, ({BASIS}), cases.id, cases.citizen_id,
            ({repeated(seen_by(reach))})
        FROM cases
        WHERE cases.id = %(case_id)s
        AND {among(reach.cases, "cases.unit_id", "cases", owner="cases.caseworker_id")}
        AND {among(reach.writes, unit, "writes")}
        AND (
            SELECT count(*) FROM complaint_causes
            WHERE id = ANY(%(causes)s::uuid[]) AND group_id IS NOT NULL AND NOT retired
        ) = cardinality(%(causes)s::uuid[])
        AND {RIGHTS_NOW} = %(rights)s AND {SIGNED_IN}
        RETURNING set_config('rettidig.registered', id::text, true)
    """


def answer(reach: Reach, *, kept: bool) -> str:
    """Return the complaint as it is answered now, if it was registered; and keep the answer."""
    return f"""
        WITH shown AS (
            SELECT row_to_json(told)::text AS line FROM ({told(reach)}) AS told WHERE {DONE} <> ''
        ) {f", kept AS ({KEPT})" if kept else ""}
        SELECT line FROM shown
    """


def told(reach: Reach) -> str:
    """Return the fields of a complaint that was just registered, in their order."""
    seen = seen_by(reach)
    return f"""
        SELECT complaints.id, complaints.version, %(may)s::json AS may, complaints.number,
            complaints.received_on, %(moment)s::text AS received_at,
            %(today)s::date - complaints.received_on AS days_since_receipt,
            complaints.channel, complaints.kind, complaints.text,
            {named("units.id, units.name")} AS unit, NULL::text AS authority,
            {named("case_types.id, name_da, name_en")} AS case_type,
            CASE WHEN legal_bases.id IS NOT NULL THEN
                {named("legal_bases.id, act_short || ' ' || section AS name")} END AS legal_basis,
            {named("cases.id, cases.number")} AS case,
            complaints.decision_id, complaints.complainant_id, complaints.representative_id,
            (SELECT row_to_json(first) FROM (
                SELECT id, number FROM complaints AS made
                WHERE made.id = complaints.repeat_of_id AND {seen}
            ) AS first) AS repeat_of,
            (SELECT row_to_json(before) FROM (
                SELECT count(*) AS count, coalesce(
                    json_agg(made.id ORDER BY made.received_on DESC, made.id DESC), '[]'
                ) AS ids
                FROM complaints AS made
                WHERE made.complainant_id = complaints.complainant_id AND {seen}
                AND (made.received_on, made.id) < (complaints.received_on, complaints.id)
            ) AS before) AS earlier_complaints,
            complaints.handler_id AS handler, 'received' AS state, false AS contacted,
            0 AS contact_attempts, NULL::float AS first_contact_hours,
            ({LINES}) AS points,
            NULL::date AS appeal_ended_on, NULL::boolean AS late, NULL::integer AS days_late,
            NULL::json AS appeal, complaints.closed_on, complaints.closed_how,
            complaints.answer, complaints.repeat_of_id IS NOT NULL AS linked
        FROM complaints
        JOIN units ON units.id = complaints.unit_id
        JOIN cases ON cases.id = complaints.case_id
        JOIN case_types ON case_types.id = complaints.case_type_id
        LEFT JOIN legal_bases ON legal_bases.id = complaints.legal_basis_id
        WHERE complaints.id = %(id)s
    """


def named(columns: str) -> str:
    return f"(SELECT row_to_json(named) FROM (SELECT {columns}) AS named)"


LINES: Final = f"""
    SELECT coalesce(json_agg(line ORDER BY line.id), '[]') FROM (
        SELECT complaint_points.id, {named("complaint_causes.id, name_da, name_en, code, group_id")}
            AS cause, finding
        FROM complaint_points JOIN complaint_causes ON complaint_causes.id = cause_id
        WHERE complaint_points.complaint_id = complaints.id
    ) AS line
"""
