"""The tables of the job queue, in a schema of their own.

The statements are those of the queue's library at the version in the lock. A later version brings
its own migration.
"""

from typing import Any, cast

from alembic import op

from api.jobs import SCHEMA, schema_sql

revision = "job_queue"
down_revision = "committee"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Straight to the driver: the statements hold percent signs, which are no parameters.
    cast(Any, op.get_bind().connection.driver_connection).execute(schema_sql())


def downgrade() -> None:
    op.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
