"""What is done about a complaint: each act on its form, offered only where it may be done."""

from typing import Any

import pytest
from sqlmodel import Session

from api.catalogue.terms.tables import TermCatalogue
from api.people.rules import Role
from tests.api.casework.makers import make_term
from tests.factories import Actors
from tests.web.cases.conftest import CPR, Place, links, one, text
from tests.web.complaints.conftest import ON, page_at, register
from tests.web.page import HTMX, page_of, part_of
from web.acts.act import Act
from web.cases.acts import ON_CASE
from web.cases.acts import ON_PARTS as ON_CASE_PARTS
from web.complaints.acts import ON_COMPLAINT, ON_PARTS


@pytest.mark.parametrize(
    ("act", "typed", "says"),
    [
        pytest.param(
            "contact",
            {**ON, "note": "Vi aftalte et møde."},
            "Borgeren blev nået med telefon. Vi aftalte et møde.",
            id="reached",
        ),
        pytest.param(
            "contact",
            {**ON, "reached": "no", "channel": "email"},
            "Borgeren blev søgt med e-mail og ikke nået.",
            id="sought",
        ),
        pytest.param(
            "closing",
            {"closed_on": "27.09.2017", "how": "withdrawn"},
            "Klagen blev lukket: trukket tilbage.",
            id="closed",
        ),
    ],
)
def test_an_act_is_saved_and_told(place: Place, act: str, typed: dict[str, str], says: str) -> None:
    page = place.sent(f"{page_at(register(place))}/{act}", **typed)
    assert says in text(page.select_one("#timeline"))
    assert "gemt i klage" in text(page.select_one("#notices"))


def test_a_closed_complaint_is_opened_again(place: Place) -> None:
    where = page_at(register(place))
    place.sent(f"{where}/closing", closed_on="27.09.2017", answer="Vi beklager.")
    assert "Vi beklager." in text(place.open(where).main)
    page = place.sent(f"{where}/reopening", reopened_on="27.09.2017", reason="Ny oplysning.")
    assert "● åben" in text(page.select_one("h1"))
    assert "Klagen blev genåbnet. Ny oplysning." in text(page.select_one("#timeline"))


def test_a_talk_that_resolves_it_closes_it_too(place: Place) -> None:
    where = page_at(register(place))
    page = place.sent(f"{where}/contact", **ON, resolved_by_dialogue="on", close="on")
    assert "lukket: løst ved samtale" in text(page.select_one("h1"))


def test_a_point_is_added_judged_and_marked(place: Place, cause: str) -> None:
    where = page_at(register(place))
    added = place.sent(f"{where}/point", cause_id=cause, text="tre på et år")
    [edit] = [link for link in links(added) if "/point-correction/" in link]
    typed = {"finding": "upheld", "found_on": "27.09.2017", "marks": "bound_by_law"}
    page = place.sent(edit, **typed)
    assert "✓ Klagepunktet er rettet i klage K2017-" in text(page.select_one("#notices"))
    point = text(one(page, "#points article"))
    assert "● medhold on. 27.09.2017" in point
    assert "angår pligter bundet ved lov" in point
    assert "tre på et år" in point
    assert "Sagsbehandlerskift: medhold." in text(page.select_one("#timeline"))


def test_a_point_keeps_its_marks_when_it_is_corrected(place: Place, cause: str) -> None:
    point = {"cause_id": cause, "affects_legality": True, "shows_inefficiency": True}
    where = page_at(register(place, points=[point]))
    [edit] = [link for link in links(place.open(where)) if "/point-correction/" in link]
    form = place.open(edit)
    checked = [each["value"] for each in form.select("input[name=marks][checked]")]
    assert checked == ["affects_legality", "shows_inefficiency"]


def test_a_point_noted_by_mistake_is_deleted(place: Place, cause: str) -> None:
    where = page_at(register(place, points=[{"cause_id": cause}]))
    [delete] = [link for link in links(place.open(where)) if "/point-removal/" in link]
    part = part_of(place.web.get(delete, headers=HTMX))
    assert "Slet klagepunktet" in text(part.h3)
    page = place.sent(delete)
    assert "Klagepunktet er slettet i klage K2017-" in text(page.select_one("#notices"))
    assert "Ingen klagepunkter endnu." in text(page.select_one("#points"))


def test_causes_stand_under_their_groups(place: Place, cause: str) -> None:
    form = place.open(f"{page_at(register(place))}/point?cause_id={cause}")
    [group] = form.select("#point-cause_id optgroup")
    assert group["label"] == "Service"
    [chosen] = group.select("option[selected]")
    assert text(chosen) == "Sagsbehandlerskift"


def test_a_form_opens_where_it_is_read(place: Place, cause: str) -> None:
    where = page_at(register(place, points=[{"cause_id": cause}]))
    page = place.open(where)
    for link in page.select("[hx-target]"):
        assert page.select_one(str(link["hx-target"])) is not None, link
    part = part_of(place.web.get(f"{where}/contact", headers=HTMX))
    assert "Kontakt med borgeren" in text(part.h3)


def test_a_case_is_named_afterwards_and_brings_its_citizen(place: Place) -> None:
    citizen = place.post("/v1/citizens", full_name="Karla Prøve")
    case = place.made(citizen_id=citizen["id"])
    where = page_at(register(place))
    page = place.sent(f"{where}/correction", case_number=case["number"])
    assert f"/cases/{case['number']}" in links(page)
    assert "fødselsår uoplyst" in text(page.select_one("#complainant"))
    says = place.refused(f"{where}/correction", case_number="1899-1", repeat_of_number="K1")
    assert "Der er ingen sag med det nummer" in says
    assert "Der er ingen klage med det nummer" in says


def test_two_corrections_are_laid_side_by_side(place: Place) -> None:
    where = page_at(register(place))
    mine = place.filled(f"{where}/correction") | {"text": "Min tekst"}
    place.sent(f"{where}/correction", text="En andens tekst")
    page = page_of(place.web.post(f"{where}/correction", data=mine), 412)
    assert "Min tekst" in text(page.main)
    assert "En andens tekst" in text(page.main)


@pytest.mark.parametrize(
    ("act", "typed", "field", "says"),
    [
        pytest.param(
            "contact",
            {"moment_on": "19.09.2017", "moment_at": "09:00"},
            "contact-moment_on",
            "Klagen var ikke kommet endnu",
            id="contact before receipt",
        ),
        pytest.param(
            "contact",
            {**ON, "moment_at": "14:31"},
            "contact-moment_at",
            "Klokkeslættet den dag er ikke kommet endnu.",
            id="contact later today",
        ),
        pytest.param(
            "correction",
            {**ON, "moment_at": "14:31"},
            "correction-moment_at",
            "Klokkeslættet den dag er ikke kommet endnu.",
            id="received later today",
        ),
        pytest.param(
            "contact",
            {**ON, "reached": "no", "resolved_by_dialogue": "on"},
            "contact-resolved_by_dialogue",
            "med en, der blev nået",
            id="resolved without contact",
        ),
        pytest.param(
            "contact",
            {**ON, "note": f"Nummeret er {CPR}"},
            "contact-note",
            "Der står et CPR-nummer",
            id="CPR in the note",
        ),
        pytest.param(
            "closing",
            {"closed_on": "19.09.2017"},
            "closing-closed_on",
            "kan ikke være lukket, før den kom",
            id="closed before receipt",
        ),
        pytest.param(
            "point", {"cause_id": ""}, "point-cause_id", "Feltet skal udfyldes", id="no cause"
        ),
        pytest.param(
            "point",
            {"finding": "upheld", "found_on": "19.09.2017"},
            "point-found_on",
            "før klagen kom",
            id="found before receipt",
        ),
        pytest.param(
            "correction",
            {"moment_on": "28.09.2017"},
            "correction-moment_on",
            "ikke kommet endnu",
            id="received tomorrow",
        ),
    ],
)
def test_a_refusal_stands_at_its_field(
    place: Place, cause: str, act: str, typed: dict[str, Any], field: str, says: str
) -> None:
    where = f"{page_at(register(place))}/{act}"
    chosen = {"cause_id": cause} if act == "point" else {}
    page = page_of(place.send(where, **chosen | typed), 422)
    assert says in text(page.select_one(f"#{field}-error"))


def test_an_appeal_goes_from_reassessment_to_the_board(
    place: Place, session: Session, catalogue: TermCatalogue
) -> None:
    four_weeks: dict[str, Any] = {"amount": 4, "unit": "weeks", "as_published": "4 uger"}
    four_weeks |= {"kind": "reassessment", "start_event": "complaint_received"}
    make_term(session, catalogue, **four_weeks)
    case = place.made()
    decision = place.post(
        f"/v1/cases/{case['id']}/decisions",
        subject="Kørestol",
        outcome="refused",
        made_on="2017-09-18",
        reasons_given=True,
        appeal_guidance_given=True,
        concludes=True,
    )
    where = page_at(register(place, decision_id=decision["id"]))
    appeal = text(place.open(where).select_one("#appeal"))
    assert "on. 18.10.2017" in appeal
    page = place.sent(f"{where}/reassessment", outcome="upheld", made_on="25.09.2017")
    assert "Genvurdering: fastholdt" in text(page.select_one("#appeal"))
    page = place.sent(f"{where}/forwarding", forwarded_on="26.09.2017")
    assert "sendt til Ankestyrelsen ti. 26.09.2017" in text(page.select_one("#appeal"))
    page = place.sent(f"{where}/board-outcome", result="remitted", received_on="27.09.2017")
    appeal = text(page.select_one("#appeal"))
    assert "Ankestyrelsen: hjemvist" in appeal
    assert "ny afgørelse senest" in appeal
    assert "Ankestyrelsens afgørelse kom: hjemvist." in text(page.select_one("#timeline"))


def test_what_was_met_in_part_shows_until_when_the_rest_may_stand(
    place: Place, session: Session, catalogue: TermCatalogue
) -> None:
    four_weeks: dict[str, Any] = {"amount": 4, "unit": "weeks", "as_published": "4 uger"}
    for kind, start_event in (
        ("reassessment", "complaint_received"),
        ("appeal", "decision_available"),
    ):
        make_term(session, catalogue, kind=kind, start_event=start_event, **four_weeks)
    case = place.made()
    where = page_at(register(place, case_id=case["id"], kind="substantive"))
    page = place.sent(f"{where}/reassessment", outcome="partly_changed", made_on="25.09.2017")
    assert "frist for at fastholde resten af klagen løber ikke endnu" in text(
        page.select_one("#appeal")
    )
    decision = place.post(
        f"/v1/cases/{case['id']}/decisions",
        subject="Kørestol",
        outcome="partly_granted",
        made_on="2017-09-25",
        reasons_given=True,
        appeal_guidance_given=True,
        dispatched_on="2017-09-25",
        channel="digital_post",
    )
    edit = one(page, "#appeal .fact-acts a")["href"]
    page = place.sent(
        str(edit),
        outcome="partly_changed",
        made_on="25.09.2017",
        new_decision_id=decision["id"],
    )
    told = text(page.select_one("#appeal"))
    assert "Borgeren kan fastholde resten af klagen til og med ma. 23.10.2017" in told


def test_what_is_over_the_casework_has_no_appeal(place: Place) -> None:
    where = page_at(register(place))
    assert place.open(where).select_one("#appeal") is None
    place.open(f"{where}/reassessment", 409)


@pytest.mark.parametrize(
    "act",
    [*ON_COMPLAINT.values(), *ON_PARTS.values(), *ON_CASE.values(), *ON_CASE_PARTS.values()],
    ids=lambda act: act.title,
)
def test_what_is_corrected_or_deleted_is_told_as_done(act: Act[Any]) -> None:
    assert bool(act.saved) == (act.replaces or act.deletes)
    assert act.saved or not act.title.startswith("Ret")


def test_an_act_that_is_none_is_no_page(place: Place) -> None:
    place.open(f"{page_at(register(place))}/x", 404)


def test_who_reads_only_is_offered_no_act(place: Place, actors: Actors) -> None:
    where = page_at(register(place))
    place.as_person(actors.headers(Role.SYSTEM)).open(where, 403)
