"""What people do to a complaint, each with its form: one table for it and its parts."""

from collections.abc import Mapping
from typing import Any, Final

from web.clock import TOWN_HALL
from web.complaints.act import (
    COMPLAINTS,
    Act,
    Situation,
    Values,
    at_now,
    day_field,
    moment_fields,
    moment_of,
    on_today,
)
from web.complaints.words import (
    BOARD_RESULTS,
    CHANNELS,
    CLOSINGS,
    CONTACT_CHANNELS,
    FINDINGS,
    KINDS,
    MARKS,
    REASSESSMENTS,
)
from web.formats import as_moment
from web.language import N_
from web.records.fields import Field, Kind

REACHED: Final = {"yes": N_("ja"), "no": N_("nej, kun forsøgt")}
WANTED: Final = {"yes": N_("ja"), "no": N_("nej")}
NOBODY: Final = N_("ingen endnu")
NOT_YET: Final = N_("ikke vurderet endnu")
NO_GRADE: Final = N_("ingen kritik")
ABOUT_THE_COMPLAINT: Final = (
    Field("text", N_("Hvad borgeren siger"), Kind.LONG),
    Field("kind", N_("Klagen er"), Kind.CHOICE, words=KINDS),
    Field("channel", N_("Kom med"), Kind.CHOICE, words=CHANNELS, beside=True),
    day_field("moment_on", N_("Modtaget den"), beside=True),
    Field(
        "moment_at",
        N_("Kl."),
        Kind.TIME,
        optional=True,
        beside=True,
        hint=N_("hvis det er kendt; timerne til kontakt tælles herfra"),
    ),
    Field("unit_id", N_("Enhed, der klages over"), Kind.PICK),
    Field("handler_id", N_("Behandler"), Kind.PICK, optional=True, empty=NOBODY, beside=True),
    Field("case_number", N_("Sagsnummer"), optional=True),
    Field("decision_id", N_("Afgørelse, der klages over"), Kind.PICK, optional=True, beside=True),
    Field("case_type_id", N_("Sagstype"), Kind.PICK, optional=True),
    Field("legal_basis_id", N_("Paragraf"), Kind.PICK, optional=True, beside=True),
    Field("repeat_of_number", N_("Gentager klagen"), optional=True, hint=N_("klagens nummer")),
)
POINT: Final = (
    Field("cause_id", N_("Årsag"), Kind.PICK),
    Field("text", N_("Med borgerens ord"), Kind.LONG, optional=True),
    Field("finding", N_("Vurdering"), Kind.CHOICE, optional=True, words=FINDINGS, empty=NOT_YET),
    day_field("found_on", N_("Vurderet den"), optional=True, beside=True),
    Field(
        "criticism_grade_id",
        N_("Kritik"),
        Kind.PICK,
        optional=True,
        empty=NO_GRADE,
        beside=True,
    ),
    Field("marks", N_("Punktet"), Kind.CHOICES, optional=True, words=MARKS),
)
CONTACT: Final = (
    Field("channel", N_("Hvordan"), Kind.CHOICE, words=CONTACT_CHANNELS),
    *(
        field if number else Field(field.name, field.label, field.kind, beside=True)
        for number, field in enumerate(moment_fields(N_("Dag"), N_("Kl.")))
    ),
    Field("reached", N_("Blev borgeren nået"), Kind.CHOICE, words=REACHED, beside=True),
    Field(
        "resolved_by_dialogue",
        N_("Klagen er løst ved samtalen"),
        Kind.CHECK,
        hint=N_("den tæller stadig som en klage"),
    ),
    Field(
        "written_answer_wanted",
        N_("Ønsker borgeren et skriftligt svar"),
        Kind.CHOICE,
        optional=True,
        words=WANTED,
        empty=N_("ikke spurgt"),
    ),
    Field("note", N_("Notat"), Kind.LONG, optional=True, hint=N_("det, I talte om og aftalte")),
)
NEW_CONTACT: Final = (
    *CONTACT,
    Field(
        "close",
        N_("Luk klagen"),
        Kind.CHECK,
        hint=N_("når den er løst, og der ikke ønskes et skriftligt svar"),
    ),
)
REASSESSMENT: Final = (
    Field("outcome", N_("Genvurderingen"), Kind.CHOICE, words=REASSESSMENTS),
    day_field("made_on", N_("Truffet den"), beside=True),
    day_field("forwarded_on", N_("Sendt til Ankestyrelsen den"), optional=True, beside=True),
    Field("new_decision_id", N_("Ny afgørelse i sagen"), Kind.PICK, optional=True, beside=True),
    Field("reason", N_("Begrundelse"), Kind.LONG, optional=True),
)
BOARD: Final = (
    Field("result", N_("Ankestyrelsen har"), Kind.CHOICE, words=BOARD_RESULTS),
    day_field("received_on", N_("Kom til os den"), beside=True),
    day_field("decided_on", N_("Afgjort den"), optional=True, beside=True),
    Field("reference", N_("Ankestyrelsens nummer"), optional=True, beside=True),
    Field("comment", N_("Bemærkning"), Kind.LONG, optional=True),
)
YES_OR_NO: Final = {"yes": True, "no": False}


def received_moment(values: Values) -> Values:
    """Return when it came: its day, and the moment where that is known."""
    day = values["moment_on"]
    return {"received_at": moment_of(values), "received_on": day}


def complaint_as_it_is(situation: Situation) -> Values:
    complaint = situation.complaint
    ids = ("unit", "handler", "case_type", "legal_basis")
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


def corrected_complaint(values: Values, situation: Situation) -> Values:
    """Send the whole complaint: who speaks for the complainant stays as it is."""
    kept = {"representative_id": situation.complaint.representative_id}
    return values | received_moment(values) | kept


def with_marks(values: Values, _: Situation) -> Values:
    marks = values.pop("marks")
    return values | {mark: mark in marks for mark in MARKS}


def point_as_it_is(situation: Situation) -> Values:
    point = dict(situation.part)
    grade = point["criticism_grade"]
    return {
        **point,
        "cause_id": point["cause"]["id"],
        "criticism_grade_id": grade and grade["id"],
        "marks": [mark for mark in MARKS if point[mark]],
    }


def contact_begins(situation: Situation) -> Values:
    return at_now(situation) | {"channel": "phone", "reached": "yes"}


def as_answers(values: Values) -> Values:
    """Turn yes and no into what they mean, and leave unknown unknown."""
    asked = ("reached", "written_answer_wanted")
    return values | {name: YES_OR_NO.get(values[name] or "") for name in asked}


def contact_made(values: Values, _: Situation) -> Values:
    moment = moment_of(values)
    return as_answers(values) | {"attempted_at": moment}


def corrected_contact(values: Values, situation: Situation) -> Values:
    """Correct an attempt; who made it stays."""
    person = situation.part["person"]
    return contact_made(values, situation) | {"person_id": person and person["id"]}


def contact_as_it_is(situation: Situation) -> Values:
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


def as_it_is(situation: Situation) -> Values:
    return dict(situation.part)


ACTS: Final = (
    Act(
        "contact",
        "add_contact",
        "contacts",
        N_("Registrér kontakt"),
        N_("Kontakt med borgeren"),
        NEW_CONTACT,
        f"{COMPLAINTS}/contacts",
        begins=contact_begins,
        body=contact_made,
    ),
    Act(
        "point",
        "add_point",
        "points",
        N_("Tilføj punkt"),
        N_("Nyt klagepunkt"),
        POINT,
        f"{COMPLAINTS}/points",
        body=with_marks,
    ),
    Act(
        "closing",
        "close",
        "complaint",
        N_("Luk klagen"),
        N_("Klagen er lukket"),
        (
            Field("how", N_("Den er"), Kind.CHOICE, words=CLOSINGS),
            day_field("closed_on", N_("Lukket den"), beside=True),
            Field("answer", N_("Svaret til borgeren"), Kind.LONG, optional=True),
        ),
        f"{COMPLAINTS}/closing",
        about=N_("Klagen bliver stående og tæller med i alle tal, hvordan den end blev lukket."),
        begins=lambda situation: {"closed_on": situation.now.date(), "how": "answered"},
    ),
    Act(
        "reopening",
        "reopen",
        "complaint",
        N_("Genåbn"),
        N_("Klagen er genåbnet"),
        (
            day_field("reopened_on", N_("Genåbnet den")),
            Field("reason", N_("Begrundelse"), beside=True),
        ),
        f"{COMPLAINTS}/reopening",
        begins=on_today("reopened_on"),
    ),
    Act(
        "correction",
        "replace",
        "complaint",
        N_("Ret klagen"),
        N_("Ret det, der er registreret om klagen"),
        ABOUT_THE_COMPLAINT,
        COMPLAINTS,
        begins=complaint_as_it_is,
        body=corrected_complaint,
        replaces=True,
    ),
    Act(
        "reassessment",
        "reassess",
        "appeal",
        N_("Notér genvurdering"),
        N_("Afgørelsen er genvurderet"),
        REASSESSMENT,
        f"{COMPLAINTS}/reassessment",
        about=N_("Det, der ikke er ændret helt, skal sendes til Ankestyrelsen."),
        begins=on_today("made_on"),
    ),
    Act(
        "forwarding",
        "forward",
        "appeal",
        N_("Notér fremsendelse"),
        N_("Sendt til Ankestyrelsen"),
        (day_field("forwarded_on", N_("Sendt den")),),
        f"{COMPLAINTS}/forwarding",
        begins=on_today("forwarded_on"),
    ),
    Act(
        "board-outcome",
        "note_board_outcome",
        "appeal",
        N_("Notér Ankestyrelsens afgørelse"),
        N_("Ankestyrelsens afgørelse"),
        BOARD,
        f"{COMPLAINTS}/board-outcome",
        about=N_("En hjemvisning starter en ny frist for afgørelse i sagen."),
        begins=on_today("received_on"),
    ),
)
PART_ACTS: Final = (
    Act(
        "point-correction",
        "replace",
        "points",
        N_("Ret"),
        N_("Ret klagepunktet"),
        POINT,
        "/v1/complaint-points/{part}",
        of="complaint-points",
        begins=point_as_it_is,
        body=with_marks,
        replaces=True,
    ),
    Act(
        "point-removal",
        "delete",
        "points",
        N_("Slet"),
        N_("Slet klagepunktet"),
        (),
        "/v1/complaint-points/{part}",
        of="complaint-points",
        about=N_("Slet kun et punkt, der er noteret ved en fejl."),
        deletes=True,
    ),
    Act(
        "contact-correction",
        "replace",
        "contacts",
        N_("Ret"),
        N_("Ret kontakten"),
        CONTACT,
        "/v1/complaint-contacts/{part}",
        of="complaint-contacts",
        begins=contact_as_it_is,
        body=corrected_contact,
        replaces=True,
    ),
    Act(
        "reassessment-correction",
        "replace",
        "appeal",
        N_("Ret"),
        N_("Ret genvurderingen"),
        REASSESSMENT,
        "/v1/reassessments/{part}",
        of="reassessments",
        begins=as_it_is,
        replaces=True,
    ),
    Act(
        "board-correction",
        "replace",
        "appeal",
        N_("Ret"),
        N_("Ret Ankestyrelsens afgørelse"),
        BOARD,
        "/v1/board-outcomes/{part}",
        of="board-outcomes",
        begins=as_it_is,
        replaces=True,
    ),
)
ON_COMPLAINT: Final = {act.path: act for act in ACTS}
ON_PARTS: Final = {act.path: act for act in PART_ACTS}
