"""Examples of cases as other systems write them, for the document of the service."""

from typing import Any

NEW = {
    "case_type": "merudgifter",
    "unit": "Borgercenter Handicap",
    "caseworker": "anna",
    "origin": "citizen",
    "received_on": "2026-11-02",
}
ACKNOWLEDGED = NEW | {"acknowledged_on": "2026-11-06"}
DECIDED = ACKNOWLEDGED | {
    "decided_on": "2026-11-20",
    "outcome": "partly_granted",
    "dispatched_on": "2026-11-20",
    "channel": "digital_post",
}
ITEMS = [
    {"system": "esdh", "reference": "S2026-17755", "case": ACKNOWLEDGED, "if_match": '"3"'},
    {"system": "esdh", "reference": "S2026-17756", "case": NEW, "if_none_match": "*"},
]

CASES: Any = {
    "new": {"summary": "An application came", "value": NEW},
    "decided": {"summary": "It was decided, and the decision was sent", "value": DECIDED},
}
BATCHES: Any = {
    "all_or_nothing": {"summary": "Two cases, or none of them", "value": {"items": ITEMS}},
    "tried": {
        "summary": "What would be done, and nothing done",
        "value": {"items": ITEMS, "dry_run": True, "on_refusal": "skip"},
    },
}
