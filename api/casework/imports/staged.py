"""The rows of new cases on their way to their tables: which columns an import writes. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

# By the table they go to, in the order in which they refer to each other. What is left out has the
# table's own default, or is taken from the case and the clock when the rows are written.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "citizens": (
            "id",
            "cpr_encrypted",
            "replacement_encrypted",
            "cpr_index",
            "birth_on",
            "address_protected",
            "synthetic",
        ),
        "cases": (
            "id",
            "number",
            "case_type_id",
            "variant",
            "unit_id",
            "citizen_id",
            "origin",
            "received_on",
            "opened_under_act_on",
            "acknowledged_on",
            "state",
            "caseworker_id",
            "closed_on",
        ),
        "case_references": ("id", "case_id", "system", "reference"),
        "case_events": (
            "id",
            "case_id",
            "act",
            "happened_on",
            "from_state",
            "to_state",
            "to_unit_id",
            "reason",
        ),
        "assignments": ("id", "case_id", "caseworker_id", "from_on", "reason"),
        "decisions": (
            "id",
            "case_id",
            "subject",
            "made_on",
            "outcome",
            "reasons_given",
            "appeal_guidance_given",
            "concludes",
            "letter_type_id",
        ),
        "decision_notices": (
            "id",
            "decision_id",
            "party",
            "channel",
            "dispatched_on",
            "available_on",
            "documented",
            "guidance_given",
        ),
        "deadlines": (
            "id",
            "case_id",
            "party",
            "decision_notice_id",
            "due_on",
            "met_on",
            "cancelled_on",
            "cancel_reason",
            "extensions",
            "notified_on",
        ),
        "extensions": (
            "id",
            "deadline_id",
            "due_on",
            "before_due_on",
            "reason",
            "notice_sent_on",
            "channel",
        ),
    }
)
OF_CLOCK = (
    "kind",
    "owed_by",
    "start_event",
    "started_on",
    "published_term_id",
    "at_least",
    "amount",
    "unit",
    "roll",
    "closed",
    "clock",
    "legal_basis",
    "calendar_version",
    "raw_end_on",
    "original_due_on",
    "legal_due_on",
)
OF_CASE = ("unit_id", "case_type_id", "caseworker_id")
