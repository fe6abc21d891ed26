"""What the document says of the whole: what it is for, its conventions, and its features."""

from pathlib import Path
from typing import Any

CONTACT = {"name": "The maintainers of Rettidig"}
LICENSE = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
SERVERS = [{"url": "/", "description": "The service that gave this document."}]
CONVENTIONS = Path(__file__).with_name("conventions.md")

TAGS: dict[str, str] = {
    "health": "Whether the service lives and can work, and its figures.",
    "people": "Sign-ins, tokens, people with their roles, and machine clients with their scopes.",
    "organisation": "Units of the municipality, and how tasks passed from one to another.",
    "citizens": "Citizens. CPR numbers and names are encrypted, and each look-up is kept.",
    "catalogue": "Case types, the law behind them, published terms, and the calendar.",
    "calendar": "Special days, corrections of the calendar, and what they moved.",
    "cases": "Cases: opened, moved, assigned, decided, waited for, and imported from files.",
    "deadlines": "Deadlines as of any day: the list, why each falls when it does, and its acts.",
    "patterns": "Figures of complaints: counts, rates and what they say, small counts hidden.",
    "complaints": "Complaints: told, talked over, reassessed, answered, and learnt from.",
    "plans": "Action plans: tracks, initiatives, milestones, findings, resources, statuses.",
    "recovery": "Backlogs and review campaigns, with their counts as reported.",
    "committee": "Committees, meetings, papers, decisions, and what was promised.",
    "enumerations": "What codes are called in Danish and English.",
    "changes": "Who changed what, when, and in which act.",
    "subscriptions": "Webhooks: changes posted to other systems, signed, each at least once.",
}


def about(title: str, summary: str | None, version: str) -> dict[str, Any]:
    return {
        "title": title,
        "summary": summary,
        "description": CONVENTIONS.read_text(encoding="utf-8"),
        "version": version,
        "contact": CONTACT,
        "license": LICENSE,
    }
