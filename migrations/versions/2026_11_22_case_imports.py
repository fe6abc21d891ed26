"""Imports of cases and why lines of them were refused."""

from alembic import op

revision = "case_imports"
down_revision = "log_many_rows"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE case_imports (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    started_by_kind VARCHAR(40) NOT NULL,
    started_by_id UUID,
    started_by_name VARCHAR NOT NULL,
    file_name VARCHAR,
    format VARCHAR(40) NOT NULL,
    dry_run BOOLEAN NOT NULL,
    on_refusal VARCHAR(40) NOT NULL,
    state VARCHAR(40) NOT NULL,
    lines INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    without_term INTEGER NOT NULL,
    CONSTRAINT case_imports_pkey PRIMARY KEY (id),
    CONSTRAINT case_imports_actorkind_check CHECK (
        started_by_kind IN ('person', 'client', 'program')
    ),
    CONSTRAINT case_imports_format_check CHECK (format IN ('ndjson', 'csv', 'xlsx')),
    CONSTRAINT case_imports_onrefusal_check CHECK (on_refusal IN ('stop', 'skip')),
    CONSTRAINT case_imports_importstate_check CHECK (
        state IN ('imported', 'checked', 'stopped')
    )
);
CREATE INDEX case_imports_started_by_id_idx ON case_imports (started_by_id);

CREATE TABLE case_import_refusals (
    import_id UUID NOT NULL,
    number INTEGER NOT NULL,
    line INTEGER NOT NULL,
    field VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    system VARCHAR,
    reference VARCHAR,
    CONSTRAINT case_import_refusals_pkey PRIMARY KEY (import_id, number),
    CONSTRAINT case_import_refusals_import_id_fkey
        FOREIGN KEY(import_id) REFERENCES case_imports (id)
);
GRANT SELECT, INSERT ON case_import_refusals TO rettidig_app;
"""

# An import looks up many citizens by their numbers at once, and is kept as one look-up.
LOOKUP_KINDS = """
ALTER TABLE citizen_lookups DROP CONSTRAINT citizen_lookups_lookupkind_check;
ALTER TABLE citizen_lookups ADD CONSTRAINT citizen_lookups_lookupkind_check CHECK (
    kind IN ({kinds})
);
"""
KINDS_BEFORE = "'search', 'identity_opened', 'already_there'"

# What is read is staged in temporary tables, which everybody may make unless that was taken away.
TEMPORARY = """
DO $$
BEGIN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO rettidig_app', current_database());
END
$$;
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute("SELECT keep_domain_table('case_imports')")
    op.execute(TEMPORARY)
    op.execute(LOOKUP_KINDS.format(kinds=f"{KINDS_BEFORE}, 'import'"))


def downgrade() -> None:
    op.execute("DELETE FROM citizen_lookups WHERE kind = 'import'")
    op.execute(LOOKUP_KINDS.format(kinds=KINDS_BEFORE))
    op.execute("DROP TABLE case_import_refusals, case_imports")
