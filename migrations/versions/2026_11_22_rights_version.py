"""A number that counts with every change of somebody's rights."""

from alembic import op

revision = "rights_version"
down_revision = "deadline_documents"
branch_labels = None
depends_on = None

# Who may do what is remembered between requests; whoever reads asks in the same statement whether
# what they remember still holds.
COUNT = """
CREATE TABLE rights_versions (
    only_one boolean DEFAULT true NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT rights_versions_pkey PRIMARY KEY (only_one),
    CONSTRAINT rights_versions_only_one_check CHECK (only_one)
);
GRANT SELECT ON rights_versions TO rettidig_app;
INSERT INTO rights_versions (version) VALUES (1);

CREATE FUNCTION count_rights() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE public.rights_versions SET version = version + 1;
    RETURN NULL;
END
$$;
"""
DECIDING = ("people", "role_grants", "clients", "units", "unit_successions")


def upgrade() -> None:
    op.execute(COUNT)
    for table in DECIDING:
        op.execute(
            f"CREATE TRIGGER count_rights AFTER INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION count_rights()"
        )


def downgrade() -> None:
    op.execute("DROP FUNCTION count_rights CASCADE")
    op.execute("DROP TABLE rights_versions")
