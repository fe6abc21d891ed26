"""Common words of complaints are kept too: phrases are made of them."""

from alembic import op

revision = "common_words"
down_revision = "purposes_untold"
branch_labels = None
depends_on = None

# A common word, of which the stemmer leaves nothing, is kept as it is written behind a sign that no
# word holds: it can't be taken for the stem of another.
KEPT = (
    (") AS lexeme, places", ") AS lexeme, word, places"),
    ("SELECT lexeme, replace(", "SELECT coalesce(lexeme, ''='' || word) AS lexeme, replace("),
    ("FROM whole WHERE lexeme IS NOT NULL\n            UNION", "FROM whole\n            UNION"),
)
CHANGE = """
DO $do$
DECLARE
    definition text := pg_get_functiondef('complaint_words(text)'::regprocedure);
BEGIN
    ASSERT strpos(definition, '{old}') > 0;
    EXECUTE replace(definition, '{old}', '{new}');
END
$do$;
"""
# In place, as if it had always been so: nobody said anything new. What was said before and is said
# no longer stays without.
WRITE_ANEW = """
UPDATE complaint_texts SET words = complaint_words(concat_ws(' ', complaints.text, (
    SELECT string_agg(point.text, ' ' ORDER BY point.id)
    FROM complaint_points AS point WHERE point.complaint_id = complaints.id
)))
FROM complaints WHERE complaints.id = complaint_id AND valid_until IS NULL
"""
LEAVE_OUT = """
UPDATE complaint_texts SET words = ts_delete(
    words, ARRAY(SELECT lexeme FROM unnest(words) WHERE starts_with(lexeme, '='))
)
"""


def upgrade() -> None:
    for old, new in KEPT:
        op.execute(CHANGE.format(old=old, new=new))
    op.execute(WRITE_ANEW)


def downgrade() -> None:
    for old, new in reversed(KEPT):
        op.execute(CHANGE.format(old=new, new=old))
    op.execute(LEAVE_OUT)
