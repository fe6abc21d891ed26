"""Facts as bytes, each of one width, which become columns without a step for each row.

The layouts stand in `columns`.
"""

from typing import Final

DAY: Final = "DATE '1970-01-01'"
NOBODY: Final = "'00000000-0000-0000-0000-000000000000'"
AT_ONCE: Final = 50_000


def word(column: str, width: int) -> str:
    """Return a code as bytes of one width, filled with blanks."""
    return f"convert_to(rpad(coalesce({column}, ''), {width}), 'UTF8')"


def key(column: str) -> str:
    return f"uuid_send(coalesce({column}, {NOBODY}))"


def small(column: str) -> str:
    return f"int2send(({column})::int2)"


COMPLAINT: Final = " || ".join((
    "int8send(id)", "int4send(since)", "int4send(coalesce(until, 2147483647))",
    "uuid_send(complaint_id)", f"int4send(received_on - {DAY})",
    key("unit_id"), key("case_type_id"), key("legal_basis_id"), key("letter_type_id"),
    word("kind", 16), word("channel", 16), word("outcome", 32), word("board_result", 16),
    word("deadline_state", 24), small("has_case::int"), small("repeated::int"),
    small("coalesce(caseworker_changes, -1)"), "float8send(coalesce(first_contact_hours, 'NaN'))",
    "int4send(coalesce(answer_days, -1))", small("contacted::int"), small("noted::int"),
    small("coalesce(undecided::int, -1)"), "int4send(coalesce(decision_days, -1))",
    "uuid_send(words)",
))  # fmt: skip
POINT: Final = " || ".join((
    "int8send(id)", small("place"), key("(point ->> 0)::uuid"), word("point ->> 1", 16),
    small("(point ->> 2)::int"),
))  # fmt: skip
DECISION: Final = " || ".join((
    "int8send(id)", "int4send(since)", "int4send(coalesce(until, 2147483647))",
    f"int4send(made_on - {DAY})", key("unit_id"), key("case_type_id"), key("legal_basis_id"),
    key("letter_type_id"), word("deadline_state", 24), small("caseworker_changes"),
    small("complained::int"),
))  # fmt: skip


def chunk(table: str) -> str:
    """Return the next rows that came after a state."""
    return f"""
        SELECT * FROM {table}
        WHERE since > %(after)s AND since <= %(number)s AND id > %(last)s
        ORDER BY id LIMIT {AT_ONCE}
    """


COMPLAINTS: Final = f"""
    SELECT string_agg({COMPLAINT}, ''), max(id) FROM ({chunk("complaint_facts")}) AS fact
"""
POINTS: Final = f"""
    SELECT string_agg({POINT}, '') FROM ({chunk("complaint_facts")}) AS fact
    CROSS JOIN LATERAL jsonb_array_elements(points) WITH ORDINALITY AS said (point, place)
"""
DECISIONS: Final = f"""
    SELECT string_agg({DECISION}, ''), max(id) FROM ({chunk("decision_facts")}) AS fact
"""
ENDED: Final = """
    SELECT id, until FROM {table} WHERE since <= %(after)s AND until > %(after)s ORDER BY id
"""
