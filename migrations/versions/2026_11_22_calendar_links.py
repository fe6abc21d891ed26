"""Links that show deadlines in other calendars, and the hashes of their secret addresses."""

from alembic import op

revision = "calendar_links"
down_revision = "change_feed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE calendar_links (
            id UUID NOT NULL,
            version INTEGER DEFAULT 1 NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            owner_kind VARCHAR(40) NOT NULL,
            owner_id UUID NOT NULL,
            name VARCHAR NOT NULL,
            language VARCHAR(40) NOT NULL,
            filters JSONB NOT NULL,
            renewed_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT calendar_links_pkey PRIMARY KEY (id),
            CONSTRAINT calendar_links_actorkind_check
                CHECK (owner_kind IN ('person', 'client', 'program')),
            CONSTRAINT calendar_links_language_check CHECK (language IN ('da', 'en'))
        );
        CREATE INDEX calendar_links_owner_id_idx ON calendar_links (owner_id);
    """)
    op.execute("SELECT keep_domain_table('calendar_links')")
    # Not in the change log: it would hold the hashes, and a line for each day of use.
    op.execute("""
        CREATE TABLE calendar_secrets (
            hash BYTEA NOT NULL,
            calendar_link_id UUID,
            created_at TIMESTAMP WITH TIME ZONE NOT NULL,
            ended_at TIMESTAMP WITH TIME ZONE,
            used_on DATE,
            CONSTRAINT calendar_secrets_pkey PRIMARY KEY (hash),
            CONSTRAINT calendar_secrets_calendar_link_id_fkey
                FOREIGN KEY(calendar_link_id) REFERENCES calendar_links (id)
        );
        CREATE INDEX calendar_secrets_calendar_link_id_idx ON calendar_secrets (calendar_link_id);
        GRANT SELECT, INSERT, UPDATE ON calendar_secrets TO rettidig_app;
    """)


def downgrade() -> None:
    op.execute("DROP TABLE calendar_secrets")
    op.execute("DROP TABLE calendar_links")
