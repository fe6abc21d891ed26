"""Why each machine client is here, how much it may ask, and when it and its secrets were used."""

from alembic import op

revision = "client_budgets"
down_revision = "calendar_links"
branch_labels = None
depends_on = None

# Counts of the running minute: not worth a line in the write-ahead log, and none after a crash.
TABLES = """
CREATE UNLOGGED TABLE spent_budgets (
    client_id UUID NOT NULL,
    budget VARCHAR(40) NOT NULL,
    minute BIGINT NOT NULL,
    requests INTEGER NOT NULL,
    CONSTRAINT spent_budgets_pkey PRIMARY KEY (client_id, budget),
    CONSTRAINT spent_budgets_budget_check
        CHECK (budget IN ('search', 'export', 'feed', 'write'))
);
CREATE TABLE client_uses (
    client_id UUID NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT client_uses_pkey PRIMARY KEY (client_id),
    CONSTRAINT client_uses_client_id_fkey FOREIGN KEY(client_id) REFERENCES clients (id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON spent_budgets, client_uses TO rettidig_app;
"""
CLIENTS = """
UPDATE clients SET purpose = 'Ikke oplyst' WHERE purpose IS NULL;
ALTER TABLE clients
    ALTER COLUMN purpose SET NOT NULL,
    ADD COLUMN tokens_revoked_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN search_per_minute INTEGER,
    ADD COLUMN export_per_minute INTEGER,
    ADD COLUMN feed_per_minute INTEGER,
    ADD COLUMN write_per_minute INTEGER;
ALTER TABLE client_secrets ADD COLUMN used_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE access_tokens ADD COLUMN secret_id UUID,
    ADD CONSTRAINT access_tokens_secret_id_fkey
        FOREIGN KEY(secret_id) REFERENCES client_secrets (id);
CREATE INDEX access_tokens_secret_id_idx ON access_tokens (secret_id);
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(CLIENTS)


def downgrade() -> None:
    op.execute("ALTER TABLE access_tokens DROP COLUMN secret_id")
    op.execute("ALTER TABLE client_secrets DROP COLUMN used_at")
    for budget in ("search", "export", "feed", "write"):
        op.execute(f"ALTER TABLE clients DROP COLUMN {budget}_per_minute")
    op.execute(
        "ALTER TABLE clients DROP COLUMN tokens_revoked_at, ALTER COLUMN purpose DROP NOT NULL"
    )
    op.execute("DROP TABLE client_uses, spent_budgets")
