"""One account for a name in any case, and when passwords and secrets were changed."""

import sqlalchemy as sa
from alembic import op

revision = "trace_of_credentials"
down_revision = "job_queue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("password_changed_at", sa.DateTime(timezone=True)))
    op.drop_constraint("people_username_key", "people")
    op.create_index("people_username_key", "people", [sa.text("lower(username)")], unique=True)
    op.add_column("clients", sa.Column("secret_changed_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("clients", "secret_changed_at")
    op.drop_column("people", "password_changed_at")
    op.drop_index("people_username_key", "people")
    op.create_unique_constraint("people_username_key", "people", ["username"])
