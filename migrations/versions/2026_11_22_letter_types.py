"""Decisions say by which template or type of letter they were written."""

from alembic import op

revision = "letter_types"
down_revision = "points_told_together"
branch_labels = None
depends_on = None

LETTER_TYPES = """
CREATE TABLE letter_types (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    code VARCHAR NOT NULL,
    name_da VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    retired BOOLEAN NOT NULL,
    CONSTRAINT letter_types_pkey PRIMARY KEY (id),
    CONSTRAINT letter_types_code_key UNIQUE (code)
);
ALTER TABLE decisions ADD COLUMN letter_type_id UUID;
ALTER TABLE decisions ADD CONSTRAINT decisions_letter_type_id_fkey
    FOREIGN KEY(letter_type_id) REFERENCES letter_types (id);
CREATE INDEX decisions_letter_type_id_idx ON decisions (letter_type_id);
ALTER TABLE complaint_facts ADD COLUMN letter_type_id UUID;
ALTER TABLE decision_facts ADD COLUMN letter_type_id UUID;
"""
# No decision says yet how it was written, so no fact of them is otherwise than it was told.


def upgrade() -> None:
    op.execute(LETTER_TYPES)
    op.execute("SELECT keep_domain_table('letter_types')")


def downgrade() -> None:
    op.execute("ALTER TABLE decision_facts DROP COLUMN letter_type_id")
    op.execute("ALTER TABLE complaint_facts DROP COLUMN letter_type_id")
    op.execute("ALTER TABLE decisions DROP COLUMN letter_type_id")
    op.execute("DROP TABLE letter_types")
