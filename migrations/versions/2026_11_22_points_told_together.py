"""What points of complaints say is written once for each statement, not once for each point."""

from alembic import op

revision = "points_told_together"
down_revision = "cheaper_writes"
branch_labels = None
depends_on = None

# The complaints are held still in the order of their keys, so that no two wait for each other.
TOGETHER = """
CREATE FUNCTION points_told() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    of_complaint uuid;
BEGIN
    FOR of_complaint IN
        SELECT DISTINCT complaint_id FROM told WHERE text IS NOT NULL ORDER BY complaint_id
    LOOP
        PERFORM FROM complaints WHERE id = of_complaint FOR NO KEY UPDATE;
        PERFORM write_complaint_text(of_complaint);
    END LOOP;
    RETURN NULL;
END
$$;
DROP TRIGGER write_text ON complaint_points;
CREATE TRIGGER write_text AFTER INSERT ON complaint_points
REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION points_told();
"""
ONE_BY_ONE = """
DROP TRIGGER write_text ON complaint_points;
CREATE TRIGGER write_text AFTER INSERT ON complaint_points
FOR EACH ROW WHEN (NEW.text IS NOT NULL) EXECUTE FUNCTION point_told();
DROP FUNCTION points_told;
"""


def upgrade() -> None:
    op.execute(TOGETHER)


def downgrade() -> None:
    op.execute(ONE_BY_ONE)
