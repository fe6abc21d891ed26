"""What people do to a complaint, each with its form: one table for it and its parts."""

from typing import Final

from web.acts.act import Act, as_it_is, day_field, on_today
from web.complaints.act_fields import (
    ABOUT_THE_COMPLAINT,
    BOARD,
    CONTACT,
    NEW_CONTACT,
    POINT,
    REASSESSMENT,
    TRANSFER,
)
from web.complaints.act_values import (
    complaint_as_it_is,
    contact_as_it_is,
    contact_begins,
    contact_made,
    corrected_complaint,
    corrected_contact,
    point_as_it_is,
    with_marks,
)
from web.complaints.things import Complaint
from web.complaints.words import CLOSINGS
from web.language import N_
from web.records.fields import Field, Kind

COMPLAINTS: Final = "/v1/complaints/{thing}"
ACTS: Final[tuple[Act[Complaint], ...]] = (
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
        "transfer",
        "transfer",
        "complaint",
        N_("Send videre"),
        N_("Klagen er sendt videre"),
        TRANSFER,
        f"{COMPLAINTS}/transfers",
        about=N_(
            "Det bliver stående, hvem der havde klagen, og hvor længe. Kommer den tilbage fra en "
            "anden myndighed, vælges den enhed her, som får den. Har den aldrig været enhedens, "
            "sendes den videre den dag, den kom."
        ),
        begins=on_today("transferred_on"),
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
        begins=lambda situation: {"closed_on": situation.today, "how": "answered"},
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
PART_ACTS: Final[tuple[Act[Complaint], ...]] = (
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
