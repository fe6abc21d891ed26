"""What is done in a case: each act on its form, offered only where it may be done."""

from typing import Any

import pytest

from api.people.rules import Role
from tests.factories import Actors, Headers, make_person
from tests.web.cases.conftest import Place, links, one, text
from tests.web.page import HTMX, page_of, part_of

DECISION = {
    "subject": "Kørestol",
    "outcome": "refused",
    "made_on": "20.09.2017",
    "dispatched_on": "21.09.2017",
    "channel": "digital_post",
}


@pytest.mark.parametrize(
    ("act", "typed", "says"),
    [
        pytest.param(
            "acknowledgement",
            {"acknowledged_on": "18.08.2017"},
            "Borgeren fik kvittering.",
            id="acknowledged",
        ),
        pytest.param(
            "investigation", {"happened_on": "01.09.2017"}, "Sagen oplyses.", id="investigated"
        ),
        pytest.param(
            "information", {"happened_on": "01.09.2017"}, "Sagen er oplyst.", id="informed"
        ),
        pytest.param(
            "withdrawal",
            {"happened_on": "01.09.2017", "reason": "Borgeren fortrød."},
            "Ansøgningen er trukket tilbage. Borgeren fortrød.",
            id="withdrawn",
        ),
        pytest.param("decision", DECISION, "Afgørelse, Kørestol: afslag.", id="decided"),
        pytest.param(
            "waiting",
            {"what": "LÆ 125", "waiting_for": "doctor", "since_on": "06.09.2017"},
            "Sagen begyndte at vente på LÆ 125 (læge).",
            id="waits",
        ),
        pytest.param(
            "hearing",
            {
                "party": "parent",
                "about": "Lægens erklæring",
                "channel": "letter",
                "sent_on": "06.09.2017",
            },
            "Partshøring, forælder: sendt med almindeligt brev, fremme",
            id="heard",
        ),
        pytest.param(
            "access",
            {"party": "citizen", "received_on": "06.09.2017"},
            "Der blev bedt om aktindsigt: borgeren selv.",
            id="access asked for",
        ),
        pytest.param(
            "follow-up",
            {"start_event": "grant_started", "started_on": "06.09.2017"},
            "Fristen for opfølgning begyndte og var regnet til 06.12.2017.",
            id="follow-up planned",
        ),
    ],
)
def test_an_act_is_saved_and_told(place: Place, act: str, typed: dict[str, str], says: str) -> None:
    page = place.sent(f"{place.case()}/{act}", **typed)
    assert says in text(page.select_one("#timeline"))
    assert "gemt i sag" in text(page.select_one("#notices"))


@pytest.mark.parametrize(
    ("act", "typed", "says"),
    [
        pytest.param(
            "acknowledgement",
            {"acknowledged_on": "01.08.2017"},
            "Dagen ligger før den dag, sagen blev modtaget.",
            id="before receipt",
        ),
        pytest.param(
            "decision",
            {**DECISION, "made_on": "28.09.2017", "dispatched_on": "", "channel": ""},
            "Dagen er ikke kommet endnu.",
            id="in the future",
        ),
        pytest.param(
            "decision",
            {**DECISION, "channel": ""},
            "Vælg, hvordan den blev sendt.",
            id="sent by nothing",
        ),
        pytest.param(
            "decision",
            {**DECISION, "dispatched_on": "19.09.2017"},
            "Afgørelsen kan ikke være sendt, før den blev truffet.",
            id="sent before made",
        ),
        pytest.param(
            "withdrawal",
            {"happened_on": "01.09.2017", "reason": ""},
            "Begrundelse: Feltet skal udfyldes.",
            id="no reason",
        ),
        pytest.param("hearing", {"about": ""}, "Feltet skal udfyldes.", id="heard about nothing"),
    ],
)
def test_a_refusal_stands_at_the_field_in_danish(
    place: Place, act: str, typed: dict[str, Any], says: str
) -> None:
    assert says in place.refused(f"{place.case()}/{act}", **typed)


def test_a_case_changes_hands_and_units(place: Place, actors: Actors) -> None:
    anna = make_person(actors.session, "anna")
    actors.grant(anna, Role.CASEWORKER, place.unit)
    case = place.case()
    form = place.open(f"{case}/assignment")
    first = form.select("#assignment-caseworker_id option")[1:3]
    assert str(anna.id) in {option["value"] for option in first}, "the unit's own come first"

    typed = {"caseworker_id": str(anna.id), "reason": "first", "from_on": "01.09.2017"}
    page = place.sent(f"{case}/assignment", **typed)
    assert anna.full_name in text(page.select_one(".lead"))
    says = place.refused(f"{case}/assignment", 409, **typed | {"reason": "takeover"})
    assert "Sagen ligger allerede hos den, der er valgt." in says


def test_who_hands_a_case_over_is_led_to_the_list(
    place: Place, stranger: Headers, actors: Actors
) -> None:
    case = place.case()
    units = place.open(f"{case}/transfer").select("#transfer-unit_id option[value]")
    other = next(str(each["value"]) for each in units if "anden" in each.text)
    typed = {"unit_id": other, "happened_on": "01.09.2017", "reason": "Flyttet"}
    answer = place.send(f"{case}/transfer", **typed)
    assert answer.headers["Location"] == "/cases"
    place.open(case, 404)
    assert "Sagen gik fra" in text(place.as_person(stranger).open(case).main)


def test_a_wait_ends_when_it_came(place: Place) -> None:
    case = place.case()
    typed = {"what": "LÆ 125", "waiting_for": "doctor", "since_on": "06.09.2017"}
    waits = one(place.sent(f"{case}/waiting", **typed), "#waiting")
    assert "LÆ 125 (læge) siden on. 06.09.2017, 21 dage; fristen løber imens" in text(waits)
    [end] = [href for href in links(waits) if "/waiting-end/" in href]
    says = place.refused(end, until_on="01.09.2017")
    assert "Ventetiden kan ikke være slut, før den begyndte." in says
    ended = place.sent(end, until_on="20.09.2017").select_one("#waiting")
    assert "06.09.2017 – 20.09.2017, 14 dage" in text(ended)


def test_a_party_replies_and_access_is_answered(place: Place) -> None:
    case = place.case()
    hearing = {"party": "parent", "about": "X", "channel": "letter", "sent_on": "06.09.2017"}
    page = place.sent(f"{case}/hearing", **hearing)
    [reply] = [href for href in links(page) if "/reply/" in href]
    page = place.sent(reply, replied_on="20.09.2017")
    assert "svaret on. 20.09.2017" in text(page.select_one("#hearings"))
    assert not [href for href in links(page) if "/reply/" in href]

    page = place.sent(f"{case}/access", party="citizen", received_on="06.09.2017")
    [answer] = [href for href in links(page) if "/answer/" in href]
    page = place.sent(answer, answered_on="11.09.2017")
    assert "besvaret ma. 11.09.2017: ikke udleveret" in text(page.select_one("#access"))


def test_a_decision_shows_what_it_lacks_and_when_to_appeal(place: Place) -> None:
    case = place.case()
    page = place.sent(
        f"{case}/decision", **DECISION | {"reasons_given": None, "appeal_guidance_given": None}
    )
    decisions = page.select_one("#decisions")
    assert "■ mangler begrundelse, klagevejledning" in text(decisions)
    assert "klagefrist" not in text(decisions)

    [notice] = {href for href in links(page) if "/notice/" in href}
    typed = {"party": "parent", "channel": "digital_post", "dispatched_on": "25.09.2017"}
    decisions = place.sent(notice, **typed).select_one("#decisions")
    assert "■ mangler begrundelse " in text(decisions)
    assert "forælder, Digital Post; fremme 25.09.2017; klagefrist ma. 23.10.2017" in text(decisions)


def test_a_decision_not_sent_is_the_next_thing_to_do(place: Place) -> None:
    page = place.sent(f"{place.case()}/decision", **DECISION | {"dispatched_on": "", "channel": ""})
    assert "ikke sendt til nogen endnu" in text(page.select_one("#decisions"))
    assert text(page.select_one(".page-head .button-primary")).startswith("Send til en part")


def test_a_decision_comes_back_from_the_board(place: Place) -> None:
    case = place.case()
    page = place.sent(f"{case}/decision", **DECISION)
    decision = str(one(page, ".fact-block")["id"]).removeprefix("decision-")
    page = place.sent(f"{case}/remittal", decision_id=decision, received_on="26.09.2017")
    assert "ny afgørelse efter hjemvisning" in text(page.select_one("#deadlines"))
    assert "▲ hjemvist" in text(page.select_one("h1"))


def test_a_follow_up_that_is_done_plans_the_next(place: Place) -> None:
    case = place.case()
    typed = {"start_event": "grant_started", "started_on": "16.08.2017"}
    page = place.sent(f"{case}/follow-up", **typed)
    [done] = [href for href in links(page) if "/followed-up/" in href]
    page = place.sent(done, done_on="20.09.2017")
    assert "opfølgning senest ti. 20.03.2018" in text(page.select_one("#deadlines"))


def test_a_notice_is_undone(place: Place) -> None:
    made = place.made()
    case = f"/cases/{made['number']}"
    [deadline] = place.api.get(
        "/v1/deadlines", params={"case": made["id"], "kind": "decision"}, headers=place.headers
    ).json()["items"]
    place.post(
        f"/v1/deadlines/{deadline['id']}/extension",
        due_on="2017-12-01",
        reason="Afventer læge",
        notice_sent_on="2017-09-20",
        channel="digital_post",
    )
    [undo] = [href for href in links(place.open(case)) if "/notice-undoing/" in href]
    typed = {"undone_on": "25.09.2017", "reason": "Sendt til en forkert"}
    notices = place.sent(undo, **typed).select_one("#told")
    assert "annulleret 25.09.2017: Sendt til en forkert" in text(notices)


def test_what_is_recorded_is_corrected_beside_what_somebody_saved_meanwhile(place: Place) -> None:
    made = place.made()
    case = f"/cases/{made['number']}"
    mine = place.filled(f"{case}/correction") | {"references": "esdh S-1\nsbsys 22"}
    meanwhile = place.filled(f"{case}/correction") | {"received_on": "17.08.2017"}
    assert place.web.post(f"{case}/correction", data=meanwhile).status_code == 303

    conflict = page_of(place.web.post(f"{case}/correction", data=mine), 412)
    assert "16.08.2017" in text(conflict.main)
    assert "17.08.2017" in text(conflict.main)

    page = place.sent(f"{case}/correction", references="esdh S-1\nKMD Nexus: 22 B")
    assert "KMD Nexus 22 B esdh S-1" in text(page.select_one(".about-case"))
    kept = place.filled(f"{case}/correction")["references"]
    assert kept.split("\n") == ["KMD Nexus: 22 B", "esdh: S-1"], "it is sent back as it is"
    assert "to. 17.08.2017" in text(page.select_one(".lead"))


def test_a_case_that_moved_meanwhile_says_so_and_keeps_what_was_typed(place: Place) -> None:
    case = place.case()
    mine = place.filled(f"{case}/decision") | DECISION
    place.sent(f"{case}/investigation", happened_on="01.09.2017")
    page = page_of(place.web.post(f"{case}/decision", data=mine), 412)
    assert "Sagen er ændret imens." in text(page.select_one(".error-summary"))
    assert "under oplysning" in text(page.select_one(".lead"))
    assert one(page, "#decision-subject")["value"] == "Kørestol"
    hidden = page.select("main form input[type=hidden]")
    again = {str(field["name"]): str(field["value"]) for field in hidden}
    assert place.web.post(f"{case}/decision", data=mine | again).status_code == 303


def test_what_may_not_be_done_is_not_offered(place: Place, actors: Actors) -> None:
    case = place.case()
    open_acts = {href.removeprefix(f"{case}/") for href in links(place.open(case))}
    assert {"decision", "withdrawal", "assignment", "transfer", "hearing"} <= open_acts
    assert not {"order", "closing", "reopening", "remittal"} & open_acts

    typed = {"happened_on": "01.09.2017", "reason": "Fortrudt"}
    over = {
        href.removeprefix(f"{case}/") for href in links(place.sent(f"{case}/withdrawal", **typed))
    }
    assert "reopening" in over
    assert not {"decision", "withdrawal", "hearing", "waiting", "follow-up"} & over
    place.open(f"{case}/decision", 409)

    advisor = actors.headers(Role.CITIZENS_ADVISOR)
    read = links(place.as_person(advisor).open(case))
    assert {href for href in read if href.startswith(f"{case}/")} <= {f"{case}/identity"}
    place.open(f"{case}/reopening", 403)


@pytest.mark.parametrize("address", ["nonsense", "decision/0", "order-pizza/1", "reply/nobody"])
def test_what_is_no_act_is_no_page(place: Place, address: str) -> None:
    place.open(f"{place.case()}/{address}", 404)


def test_a_part_of_another_case_is_no_page_here(place: Place) -> None:
    mine, other = place.case(), place.case()
    typed = {"what": "LÆ 125", "waiting_for": "doctor", "since_on": "06.09.2017"}
    page = place.sent(f"{other}/waiting", **typed)
    [end] = [href for href in links(page) if "/waiting-end/" in href]
    place.open(end.replace(other, mine), 404)


def test_a_form_opens_where_it_was_asked_for(place: Place) -> None:
    case = place.case()
    part = part_of(place.web.get(f"{case}/decision", headers=HTMX))
    [form] = part.select("form")
    assert form["action"] == f"{case}/decision"
    page = place.open(case)
    for link in page.select("a[hx-get][hx-target^='#open-']"):
        assert page.select_one(str(link["hx-target"])) is not None
