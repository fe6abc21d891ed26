"""A decision of the children's committee is complained of to the appeals board directly."""

from alembic import op

revision = "complaints_to_the_board"
down_revision = "complaint_texts"
branch_labels = None
depends_on = None

CHECK = "reassessments_reassessmentoutcome_check"
OUTCOMES = "'upheld', 'partly_changed', 'fully_changed', 'dismissed', 'withdrawn'"


def allow(outcomes: str) -> None:
    op.execute(f"ALTER TABLE reassessments DROP CONSTRAINT {CHECK}")
    op.execute(f"ALTER TABLE reassessments ADD CONSTRAINT {CHECK} CHECK (outcome IN ({outcomes}))")


def upgrade() -> None:
    allow(f"{OUTCOMES}, 'not_owed'")


def downgrade() -> None:
    allow(OUTCOMES)
