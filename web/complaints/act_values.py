"""What the forms of acts begin with, and what is sent of them."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

from web.acts.act import Situation, Values
from web.clock import TOWN_HALL
from web.complaints.things import Complaint
from web.complaints.words import MARKS
from web.formats import as_moment

YES_OR_NO: Final = {"yes": True, "no": False}


def moment_of(values: Values) -> datetime | None:
    """Take a moment out of the values of its two fields, as the town hall's clock showed it."""
    day, clock = values.pop("moment_on"), values.pop("moment_at")
    if day is None or clock is None:
        return None
    return datetime.combine(day, time.fromisoformat(clock), TOWN_HALL)


def with_seconds(moment: datetime | None, known: datetime | None) -> datetime | None:
    """Return a moment with the seconds that it had, if the form left it at its minute."""
    same = moment and known and known.replace(second=0, microsecond=0) == moment
    return known if same else moment


def received_moment(values: Values) -> Values:
    """Return when it came: its day, and the moment where that is known."""
    day = values["moment_on"]
    return {"received_at": moment_of(values), "received_on": day}


def complaint_as_it_is(situation: Situation[Complaint]) -> Values:
    complaint = situation.thing
    ids = ("handler", "case_type", "legal_basis")
    named = {f"{name}_id": getattr(complaint, name) for name in ids}
    at = complaint.received_at
    return {
        "text": complaint.text,
        "kind": complaint.kind,
        "channel": complaint.channel,
        "moment_on": complaint.received_on,
        "moment_at": f"{at.astimezone(TOWN_HALL):%H:%M}" if at else None,
        "case_number": complaint.case and complaint.case.number,
        "decision_id": complaint.decision_id,
        "repeat_of_number": complaint.repeat_of and complaint.repeat_of.number,
        **{name: thing.id if thing else None for name, thing in named.items()},
    }


def corrected_complaint(values: Values, situation: Situation[Complaint]) -> Values:
    """Send the whole complaint: its unit, and who speaks for the complainant, stay as they are."""
    complaint = situation.thing
    kept = {"unit_id": complaint.unit.id, "representative_id": complaint.representative_id}
    received = received_moment(values)
    received["received_at"] = with_seconds(received["received_at"], complaint.received_at)
    return values | received | kept


def with_marks(values: Values, _: Situation[Complaint]) -> Values:
    marks = values.pop("marks")
    return values | {mark: mark in marks for mark in MARKS}


def point_as_it_is(situation: Situation[Complaint]) -> Values:
    point = dict(situation.part)
    grade = point["criticism_grade"]
    return {
        **point,
        "cause_id": point["cause"]["id"],
        "criticism_grade_id": grade and grade["id"],
        "marks": [mark for mark in MARKS if point[mark]],
    }


def contact_begins(situation: Situation[Complaint]) -> Values:
    """Begin with a talk on the telephone at this moment."""
    now = situation.now
    moment = {"moment_on": now.date(), "moment_at": f"{now:%H:%M}"}
    return moment | {"channel": "phone", "reached": "yes"}


def as_answers(values: Values) -> Values:
    """Turn yes and no into what they mean, and leave unknown unknown."""
    asked = ("reached", "written_answer_wanted")
    return values | {name: YES_OR_NO.get(values[name] or "") for name in asked}


def contact_made(values: Values, _: Situation[Complaint]) -> Values:
    moment = moment_of(values)
    return as_answers(values) | {"attempted_at": moment}


def corrected_contact(values: Values, situation: Situation[Complaint]) -> Values:
    """Correct an attempt; who made it stays."""
    contact, person = contact_made(values, situation), situation.part["person"]
    known = as_moment(situation.part["attempted_at"])
    at = with_seconds(contact["attempted_at"], known)
    return contact | {"attempted_at": at, "person_id": person and person["id"]}


def contact_as_it_is(situation: Situation[Complaint]) -> Values:
    contact: Mapping[str, Any] = situation.part
    at = as_moment(contact["attempted_at"]).astimezone(TOWN_HALL)
    words = {True: "yes", False: "no"}
    return {
        **contact,
        "moment_on": at.date(),
        "moment_at": f"{at:%H:%M}",
        "reached": words[contact["reached"]],
        "written_answer_wanted": words.get(contact["written_answer_wanted"]),
    }
