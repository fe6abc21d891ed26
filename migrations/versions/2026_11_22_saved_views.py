"""Views of a page that people keep."""

from alembic import op

revision = "saved_views"
down_revision = "case_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE saved_views (
            id UUID NOT NULL,
            version INTEGER DEFAULT 1 NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            person_id UUID NOT NULL,
            page VARCHAR(40) NOT NULL,
            name VARCHAR NOT NULL,
            query VARCHAR NOT NULL,
            shared_with_unit_id UUID,
            CONSTRAINT saved_views_pkey PRIMARY KEY (id),
            CONSTRAINT saved_views_person_id_page_name_key UNIQUE (person_id, page, name),
            CONSTRAINT saved_views_person_id_fkey FOREIGN KEY(person_id) REFERENCES people (id),
            CONSTRAINT saved_views_viewedpage_check CHECK (page IN ('deadlines')),
            CONSTRAINT saved_views_shared_with_unit_id_fkey
                FOREIGN KEY(shared_with_unit_id) REFERENCES units (id)
        );
        CREATE INDEX saved_views_shared_with_unit_id_idx ON saved_views (shared_with_unit_id);
    """)
    op.execute("SELECT keep_domain_table('saved_views')")


def downgrade() -> None:
    op.execute("DROP TABLE saved_views")
