"""A closed complaint that was opened again keeps how it had been closed."""

from alembic import op

revision = "complaint_reopenings"
down_revision = "complaints"
branch_labels = None
depends_on = None

REOPENINGS = """
CREATE TABLE complaint_reopenings (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    complaint_id UUID NOT NULL,
    reopened_on DATE NOT NULL,
    reason VARCHAR NOT NULL,
    closed_on DATE NOT NULL,
    closed_how VARCHAR(40) NOT NULL,
    answer VARCHAR,
    CONSTRAINT complaint_reopenings_pkey PRIMARY KEY (id),
    CONSTRAINT complaint_reopenings_reopened_after_check CHECK (reopened_on >= closed_on),
    CONSTRAINT complaint_reopenings_complaint_id_fkey
        FOREIGN KEY(complaint_id) REFERENCES complaints (id),
    CONSTRAINT complaint_reopenings_closingway_check
        CHECK (closed_how IN ('answered', 'resolved_by_dialogue', 'withdrawn', 'passed_on'))
);
CREATE INDEX complaint_reopenings_complaint_id_idx ON complaint_reopenings (complaint_id);
"""


def upgrade() -> None:
    op.execute(REOPENINGS)
    op.execute("SELECT keep_domain_table('complaint_reopenings', false, '{reason,answer}')")


def downgrade() -> None:
    op.execute("DROP TABLE complaint_reopenings")
