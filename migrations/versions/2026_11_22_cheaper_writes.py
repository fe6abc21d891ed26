"""Writing costs less: triggers keep their plans, and words of complaints are looked up faster."""

from alembic import op

revision = "cheaper_writes"
down_revision = "complaints_saying"
branch_labels = None
depends_on = None

# Connections plan each statement for the values at hand, and so would these, for every row. They
# look things up by their keys: one plan is good for all.
PLANNED_ONCE = (
    "log_change()",
    "log_inserts()",
    "take_from_case()",
    "follow_case()",
    "follow_reception()",
    "follow_waits()",
    "write_complaint_text(uuid)",
    "point_told()",
)
# First parts are found by three letters instead of two, which leaves a fourth of them to compare;
# and what is left of a compound is kept instead of cut out again for each of them.
FASTER = (
    (
        "word ~ '(ede|mid(let|lets|ler|lers|lerne))$' THEN",
        "word LIKE '%ede' OR word LIKE '%midl%' THEN",
    ),
    (
        "SELECT lexeme, places, 0 AS at, false AS derived, '{}'::text[] AS spans",
        "SELECT lexeme, places, lexeme AS rest, 0 AS at, false AS derived, '{}'::text[] AS spans",
    ),
    (
        """AND NOT EXISTS (
                SELECT FROM word_forms AS known
                WHERE known.place = 'whole' AND start = left(whole.lexeme, 2)
                AND form = whole.lexeme
            )""",
        """AND lexeme <> ALL(ARRAY(
                SELECT form FROM word_forms AS known WHERE known.place = 'whole'
            ))""",
    ),
    (
        "walk.lexeme, places, at + taken, part.derived,",
        "walk.lexeme, places, substr(rest, taken + 1), at + taken, part.derived,",
    ),
    (") || substr(walk.lexeme, at + taken + 1)", ") || substr(rest, taken + 1)"),
    (
        """WHERE place = 'first' AND start = substr(walk.lexeme, at + 1, 2)
                AND starts_with(substr(walk.lexeme, at + 1), form)""",
        """WHERE place = 'first' AND start IN (left(rest, 2), left(rest, 3))
                AND starts_with(rest, form)""",
    ),
    (
        "WHERE at = 0 AND ends > 3",
        """WHERE at = 0 AND rest ~ '(ing|else|hed|tion|dom|skab|itet)s'
                AND ends > 3""",
    ),
    (
        """start = substr(walk.lexeme, at + 1, 2)
                AND form = substr(walk.lexeme, at + 1)""",
        "start = left(rest, 2) AND form = rest",
    ),
)
CHANGE = """
DO $do$
DECLARE
    definition text := pg_get_functiondef('complaint_words(text)'::regprocedure);
BEGIN
    ASSERT strpos(definition, $old${old}$old$) > 0;
    EXECUTE replace(definition, $old${old}$old$, $new${new}$new$);
END
$do$;
"""
# A new complaint has no words yet that would have to be ended, and no points that say anything.
BEGIN_TEXT = """
CREATE FUNCTION complaint_begun() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    INSERT INTO complaint_texts (complaint_id, valid_from, written_by, received_on, words)
    VALUES (
        NEW.id, clock_timestamp(), pg_current_xact_id()::text::bigint, NEW.received_on,
        complaint_words(NEW.text)
    );
    RETURN NULL;
END
$$;
"""
WRITE_TEXT = """
DROP TRIGGER write_text ON complaints;
CREATE TRIGGER write_text AFTER INSERT ON complaints
FOR EACH ROW EXECUTE FUNCTION {function}();
"""
START = "UPDATE word_forms SET start = left(form, {letters}) WHERE place = 'first'"


def change(old: str, new: str) -> None:
    op.execute(CHANGE.replace("{old}", old).replace("{new}", new))


def upgrade() -> None:
    for function in PLANNED_ONCE:
        op.execute(f"ALTER FUNCTION {function} SET plan_cache_mode = force_generic_plan")
    op.execute(START.format(letters=3))
    for old, new in FASTER:
        change(old, new)
    op.execute(BEGIN_TEXT)
    op.execute(WRITE_TEXT.format(function="complaint_begun"))


def downgrade() -> None:
    op.execute(WRITE_TEXT.format(function="complaint_told"))
    op.execute("DROP FUNCTION complaint_begun")
    for old, new in reversed(FASTER):
        change(new, old)
    op.execute(START.format(letters=2))
    for function in PLANNED_ONCE:
        op.execute(f"ALTER FUNCTION {function} RESET plan_cache_mode")
