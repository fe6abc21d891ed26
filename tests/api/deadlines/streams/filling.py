"""Many deadlines at once, like one that is there."""

from typing import Any

from sqlmodel import Session

from api.deadlines.tables import Deadline
from api.tables import METADATA

COLUMNS = [column.name for column in METADATA.tables["deadlines"].columns]
TAKEN = ", ".join("gen_random_uuid()" if name == "id" else name for name in COLUMNS)
COPIES = f"""
    INSERT INTO deadlines ({", ".join(COLUMNS)})
    SELECT {TAKEN} FROM deadlines CROSS JOIN generate_series(1, %(many)s) WHERE id = %(id)s
"""  # noqa: S608 - names of our own columns


def copy(session: Session, row: Deadline, many: int) -> None:
    """Make so many deadlines that differ from one by their id alone."""
    session.flush()
    values: dict[str, Any] = {"many": many, "id": row.id}
    session.connection().exec_driver_sql(COPIES, values)
