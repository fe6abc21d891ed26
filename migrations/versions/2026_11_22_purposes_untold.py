"""What somebody looked a citizen up for is told by its own table, and not by the change log."""

from alembic import op

revision = "purposes_untold"
down_revision = "questions_of_their_own"
branch_labels = None
depends_on = None

TRIGGERS = ("count_version", "log_write", "log_update", "log_delete")


def keep(hidden: str) -> None:
    for trigger in TRIGGERS:
        op.execute(f"DROP TRIGGER {trigger} ON citizen_lookups")
    op.execute(f"SELECT keep_domain_table('citizen_lookups', true, '{hidden}')")


def upgrade() -> None:
    keep("{purpose}")


def downgrade() -> None:
    keep("{}")
