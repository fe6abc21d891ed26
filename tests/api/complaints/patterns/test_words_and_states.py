"""Words are looked for as they were told then, and what was counted stays counted."""

from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.rules import ClosingWay
from tests.api.complaints.patterns.asking import ask, by_keys
from tests.factories import Headers, make_complaint, make_unit


def test_the_figures_of_a_state_stay_when_more_is_registered(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session)
    complaint = make_complaint(session, unit)
    first = ask(api, advisor, by="outcome")

    complaint.closed_on, complaint.closed_how = complaint.received_on, ClosingWay.WITHDRAWN
    make_complaint(session, unit)
    session.flush()

    again = api.get(first["link"], headers=advisor).json()
    assert again["cells"] == first["cells"]
    assert by_keys(ask(api, advisor, by="outcome"), "complaints") == {
        ("open",): 1,
        ("withdrawn",): 1,
    }
    assert api.get(again["link"], headers=advisor).json() == again


def test_words_leave_the_complaints_in_which_they_stand(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session)
    make_complaint(session, unit, text="Jeg venter stadig på svar om sagsbehandlingstiden.")
    make_complaint(session, unit, text="Tonen i telefonen var hård.")

    assert ask(api, advisor, q="sagsbehandling")["total"]["complaints"]["value"] == 1
    assert ask(api, advisor, q="telefonen OR svar")["total"]["complaints"]["value"] == 2
    assert ask(api, advisor, q="flyvemaskine")["cells"] == []


def test_words_of_a_state_stay_those_that_were_told_then(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    complaint = make_complaint(session, make_unit(session), text="Om en telefon.")
    first = ask(api, advisor, q="telefon")
    # As though another transaction had written the first words.
    written = "SET ROLE NONE; UPDATE complaint_texts SET written_by = 0; SET ROLE rettidig_app"
    session.connection().exec_driver_sql(written)
    complaint.text = "Om et brev."
    session.flush()

    assert ask(api, advisor, q="telefon")["cells"] == []
    assert api.get(first["link"], headers=advisor).json()["cells"] == first["cells"]
