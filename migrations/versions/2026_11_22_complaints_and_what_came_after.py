"""Of a complaint it is known whether its case waited for a decision, and when it got one."""

from alembic import op

revision = "complaints_and_what_came_after"
down_revision = "complaint_transfers"
branch_labels = None
depends_on = None

MEASURES = (
    *("complaints", "points", "per_100_decisions", "upheld_share", "days_to_first_contact"),
    *("days_to_answer", "contacted_share", "noted_share", "reversal_rate"),
)
MORE = (
    *("points_share", "decided_after_share", "days_to_decision", "returned_share"),
    *("caseworker_changed_share", "caseworker_changed_share_uncomplained"),
)
# What was told stays: the new columns are unknown in it. An epoch that no database has makes the
# next refresh look at everything, and begin a state in which they are known.
LOOK_AT_ALL = """
UPDATE pattern_data SET epoch = '' WHERE number = (SELECT max(number) FROM pattern_data)
"""


def allow(measures: tuple[str, ...]) -> None:
    told = ", ".join(f"'{measure}'" for measure in measures)
    op.execute("ALTER TABLE pattern_watches DROP CONSTRAINT pattern_watches_measure_check")
    op.execute(
        "ALTER TABLE pattern_watches ADD CONSTRAINT pattern_watches_measure_check "
        f"CHECK (measure IN ({told}))"
    )


def upgrade() -> None:
    op.execute(
        "ALTER TABLE complaint_facts ADD COLUMN undecided BOOLEAN, ADD COLUMN decision_days INTEGER"
    )
    op.execute(LOOK_AT_ALL)
    allow((*MEASURES, *MORE))


def downgrade() -> None:
    op.execute("ALTER TABLE complaint_facts DROP COLUMN undecided, DROP COLUMN decision_days")
    told = ", ".join(f"'{measure}'" for measure in MORE)
    op.execute(f"DELETE FROM pattern_watches WHERE measure IN ({told})")  # noqa: S608 - our own
    allow(MEASURES)
