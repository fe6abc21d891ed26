"""Of a late reassessment the citizen is told, as of a late decision."""

from alembic import op

revision = "late_reassessments_told"
down_revision = "complaints_and_what_came_after"
branch_labels = None
depends_on = None

OWED = "''decision'', ''remittal'', ''access_to_documents''"
CHANGE = """
DO $do$
DECLARE
    definition text := pg_get_functiondef('write_deadline_documents(uuid[])'::regprocedure);
BEGIN
    ASSERT strpos(definition, '({old})') > 0;
    EXECUTE replace(definition, '({old})', '({new})');
END
$do$;
"""
WRITE_ANEW = """
SELECT write_deadline_documents(ARRAY(SELECT id FROM deadlines WHERE kind = 'reassessment'))
"""


def upgrade() -> None:
    op.execute(CHANGE.format(old=OWED, new=f"{OWED}, ''reassessment''"))
    op.execute(WRITE_ANEW)


def downgrade() -> None:
    op.execute(CHANGE.format(old=f"{OWED}, ''reassessment''", new=OWED))
    op.execute(WRITE_ANEW)
