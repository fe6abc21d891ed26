"""Complaints that are passed on, to other units and authorities, keep who had them."""

from alembic import op

revision = "complaint_transfers"
down_revision = "lookups_are_forgotten"
branch_labels = None
depends_on = None

TRANSFERS = """
CREATE TABLE complaint_transfers (
    id UUID NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    complaint_id UUID NOT NULL,
    transferred_on DATE NOT NULL,
    from_unit_id UUID,
    from_authority VARCHAR,
    to_unit_id UUID,
    to_authority VARCHAR,
    reason VARCHAR NOT NULL,
    CONSTRAINT complaint_transfers_pkey PRIMARY KEY (id),
    CONSTRAINT complaint_transfers_from_one_check
        CHECK (num_nonnulls(from_unit_id, from_authority) = 1),
    CONSTRAINT complaint_transfers_to_one_check
        CHECK (num_nonnulls(to_unit_id, to_authority) = 1),
    CONSTRAINT complaint_transfers_complaint_id_fkey
        FOREIGN KEY(complaint_id) REFERENCES complaints (id),
    CONSTRAINT complaint_transfers_from_unit_id_fkey
        FOREIGN KEY(from_unit_id) REFERENCES units (id),
    CONSTRAINT complaint_transfers_to_unit_id_fkey FOREIGN KEY(to_unit_id) REFERENCES units (id)
);
CREATE INDEX complaint_transfers_complaint_id_idx ON complaint_transfers (complaint_id);
CREATE INDEX complaint_transfers_from_unit_id_idx ON complaint_transfers (from_unit_id);
CREATE INDEX complaint_transfers_to_unit_id_idx ON complaint_transfers (to_unit_id);
"""


def upgrade() -> None:
    op.execute(TRANSFERS)
    op.execute("SELECT keep_domain_table('complaint_transfers', false, '{reason}')")


def downgrade() -> None:
    op.execute("DROP TABLE complaint_transfers")
