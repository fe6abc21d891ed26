"""Look-ups of patterns are forgotten by who may neither read nor delete them."""

from alembic import op

revision = "lookups_are_forgotten"
down_revision = "common_words"
branch_labels = None
depends_on = None

# With its owner's rights the function deletes what is older than the time it is given, half a year
# at least: nobody clears the trace of what was asked lately. It returns nothing, as even how many
# there were would tell.
FORGET = """
CREATE FUNCTION forget_pattern_lookups(months integer) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF months IS NULL OR months < 6 THEN
        RAISE EXCEPTION 'look-ups are kept for six months at least'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    DELETE FROM public.pattern_lookups WHERE at < now() - make_interval(months => months);
END $$;
REVOKE ALL ON FUNCTION forget_pattern_lookups(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_pattern_lookups(integer) TO rettidig_app;
"""


def upgrade() -> None:
    op.execute(FORGET)


def downgrade() -> None:
    op.execute("DROP FUNCTION forget_pattern_lookups(integer)")
