"""The statement that notes a question, to stand before the one that answers it."""

from typing import Final

from api.people.remembered import RIGHTS_NOW, SIGNED_IN

COLUMNS: Final = "actor_kind, actor_id, route, query, data_number"
VALUES: Final = """
    %(actor_kind)s::text, %(actor_id)s::uuid, %(route)s::text, %(query)s::text,
    coalesce(%(data)s::int, (SELECT max(number) FROM pattern_data))
"""
# Of who is who they are taken for; else they are looked up anew, and it is noted then.
NOTED: Final = f"""
    WITH noted AS (
        INSERT INTO pattern_lookups ({COLUMNS})
        SELECT {VALUES} WHERE {RIGHTS_NOW} = %(rights)s AND {SIGNED_IN}
    )
"""
NOTE: Final = f"INSERT INTO pattern_lookups ({COLUMNS}) VALUES ({VALUES})"
