"""A state of the data keeps what lay under what, and what had followed what, when it was told."""

from alembic import op

revision = "pattern_trees"
down_revision = "texts_as_told"
branch_labels = None
depends_on = None

TREES = """
CREATE TABLE pattern_trees (
    id UUID NOT NULL,
    trees JSONB NOT NULL,
    CONSTRAINT pattern_trees_pkey PRIMARY KEY (id)
);
GRANT SELECT, INSERT ON pattern_trees TO rettidig_app;
ALTER TABLE pattern_data ADD COLUMN trees_id UUID
    CONSTRAINT pattern_data_trees_id_fkey REFERENCES pattern_trees (id);
"""
# States from before have none, and are told with the trees of now as they were. An epoch that no
# database has makes the next refresh look at everything, and begin a state that has its own.
LOOK_AT_ALL = """
UPDATE pattern_data SET epoch = '' WHERE number = (SELECT max(number) FROM pattern_data)
"""


def upgrade() -> None:
    op.execute(TREES)
    op.execute(LOOK_AT_ALL)


def downgrade() -> None:
    op.execute("ALTER TABLE pattern_data DROP COLUMN trees_id")
    op.execute("DROP TABLE pattern_trees")
