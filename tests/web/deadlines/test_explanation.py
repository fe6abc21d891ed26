"""Why this day: each row explains its date, in sentences."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from api.calendar.terms import Roll
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_legal_basis, make_type_basis
from tests.web.page import HTMX, part_of
from tests.web.papers import Pages, text
from web.deadlines.explaining import explain
from web.deadlines.explanation import Explanation
from web.language import language

CLOSED = ["public_holiday", "quasi_holiday", "weekend"]
RECEIVED = date(2017, 7, 2)
PLAIN: dict[str, Any] = {
    "owed_by": "authority",
    "as_of": "2017-09-27",
    "received_on": "2017-08-16",
    "start_event": "application_received",
    "started_on": "2017-08-16",
    "first_counted_on": "2017-08-17",
    "term": {
        "amount": 6,
        "at_least": None,
        "unit": "weeks",
        "legal_basis": None,
        "as_published": None,
        "roll": "none",
        "closed": [],
    },
    "published": None,
    "law": None,
    "steps": [],
    "raw_end_on": "2017-09-27",
    "earliest_on": None,
    "counted_due_on": "2017-09-27",
    "differs_because": None,
    "calendar_version": 0,
    "calendar_version_now": 0,
    "moves": [],
    "waits": [],
    "original_due_on": "2017-09-27",
    "legal_due_on": "2017-09-27",
    "due_on": "2017-09-27",
    "extensions": [],
    "met_on": None,
    "cancelled_on": None,
    "cancel_reason": None,
    "reopened_on": None,
    "reopen_reason": None,
    "judged_because": "last_day",
}
WAIT = {
    "for": "doctor",
    "what": "Lægeattest",
    "since_on": "2017-09-06",
    "until_on": None,
    "days": 21,
    "subtracted": False,
}
NOTICE = {
    "id": "00000000-0000-4000-8000-000000000001",
    "due_on": "2017-10-11",
    "reason": "Lægeattesten mangler.",
    "awaiting": None,
    "notice_sent_on": "2017-09-20",
    "channel": "letter",
    "in_time": True,
    "undone_on": None,
    "undone_reason": None,
}
PUBLISHED = {
    "as_published": "6 uger",
    "catalogue_name": "Prøvekommunen",
    "condition": None,
    "valid_from": "2015-01-01",
    "valid_until": None,
    "adopted_by": None,
    "adopted_on": None,
}
LAW = {"text": "SEL § 41", "valid_from": None, "valid_until": None, "successor": None}


def told(code: str = "da", **changed: Any) -> str:
    explained = explain(language(code), Explanation.model_validate(PLAIN | changed))
    return " ".join(str(each.striptags()) for _, part in explained.parts for each in part)


@pytest.fixture
def deadline(session: Session, unit: Unit, case_type: CaseType) -> Deadline:
    """Twelve weeks from Sunday 2 July 2017, by a term that rolls."""
    make_term(
        session,
        make_own_catalogue(session),
        case_type,
        closed=CLOSED,
        roll=Roll.FORWARD,
        adopted_by="Socialudvalget",
        adopted_on=date(2014, 12, 10),
    )
    after = make_legal_basis(session, "§ 86", act_short="barnets lov")
    law = make_legal_basis(session, valid_until=date(2024, 1, 1), successor_id=after.id)
    make_type_basis(session, case_type, law)
    case = make_case(session, unit, case_type, received_on=RECEIVED)
    starts = {StartEvent.APPLICATION_RECEIVED: RECEIVED}
    row = Starter(session).start(case, DeadlineKind.DECISION, starts)
    assert row is not None
    return row


def test_opens_under_its_row(pages: Pages, deadline: Deadline) -> None:
    part = part_of(
        pages.web.get(f"/deadlines/{deadline.id}/explanation?back=%2Fdeadlines", headers=HTMX)
    )

    assert text(part.select_one(".why h2[data-focus]")) == "Hvorfor ma. 25.09.2017 ?"
    assert text(part.select_one(".sum")) == (
        "02.07.2017 + 12 uger = sø. 24.09.2017 → ma. 25.09.2017"
    )
    counted, ground, standing = [
        [text(item) for item in block.select("li")] for block in part.select(".explained > div")
    ]
    assert counted == [
        "Ansøgningen blev modtaget sø. 02.07.2017 . Den dag tælles ikke med.",
        "Fra ma. 03.07.2017 til og med sø. 24.09.2017 er talt 12 uger (84 dage).",
        "24.09.2017 er søndag, så fristen rykker til den første åbne dag, ma. 25.09.2017 .",
        "Lovens dag er ma. 25.09.2017 .",
        "Regnet i kalenderen, som aldrig er rettet.",
    ]
    assert ground == [
        "Offentliggjort af Prøvekommunen som „12 uger“, gældende fra 01.01.2015 .",
        "Vedtaget af Socialudvalget den 10.12.2014 .",
        "Ender den på helligdage, helligdagslignende dage og lørdage og søndage, rykker den til "
        "den næste åbne dag.",
        "Lovgrundlag: SEL § 41. Fra 01.01.2024 er den afløst af barnets lov § 86.",
    ]
    assert standing == ["Dagen er gået, og fristen er ikke fuldført: den er overskredet."]


def test_closes_again(pages: Pages, deadline: Deadline) -> None:
    here = f"/deadlines/{deadline.id}"
    part = part_of(pages.web.get(f"{here}/explanation?back=%2Fdeadlines", headers=HTMX))
    close = part.select_one("a[data-leave]")
    assert close is not None
    row = part_of(pages.web.get(str(close["hx-get"]), headers=HTMX))
    assert row.select(".due a")
    assert not row.select(".why")


def test_without_scripts_it_stands_on_the_deadlines_own_page(
    pages: Pages, deadline: Deadline
) -> None:
    here = f"/deadlines/{deadline.id}"
    answer = pages.web.get(f"{here}/explanation?back=%2Fdeadlines&as_of=2017-09-20")
    assert answer.headers["Location"] == f"{here}?as_of=2017-09-20#why"
    page = pages.open(here)
    assert text(page.h1) == "Afgørelse ma. 25.09.2017"
    assert page.select("#why .explained")
    assert [text(act) for act in page.select(".page-head .acts a")] == [
        "Send besked",
        "Fuldført",
        "Lad bortfalde",
    ]
    past = pages.open(f"{here}?as_of=2017-09-20")
    assert "Dagen er ikke kommet endnu." in text(past.select_one("#why"))
    assert not past.select(".page-head .acts a")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param(
            {"waits": [WAIT]},
            "Sagen har ventet på Lægeattest (læge) siden on. 06.09.2017, 21 dage. "
            "Det trækkes ikke fra fristen.",
            id="a wait that runs is shown and not subtracted",
        ),
        pytest.param(
            {"waits": [WAIT | {"until_on": "2017-09-13", "days": 7, "subtracted": True}]},
            "Sagen ventede på Lægeattest (læge) fra on. 06.09.2017 til on. 13.09.2017, 7 dage. "
            "Imens stod uret stille.",
            id="a wait of a clock that stops",
        ),
        pytest.param(
            {"extensions": [NOTICE]},
            "Borgeren fik besked on. 20.09.2017 (almindeligt brev) om svar senest on. 11.10.2017: "
            "Lægeattesten mangler. Beskeden kom i tide.",
            id="a notice",
        ),
        pytest.param(
            {
                "extensions": [
                    NOTICE
                    | {"in_time": False, "undone_on": "2017-09-25", "undone_reason": "Forkert sag"}
                ]
            },
            "Beskeden kom for sent. Den blev taget tilbage ma. 25.09.2017: Forkert sag.",
            id="a late notice that was taken back",
        ),
        pytest.param(
            {
                "calendar_version": 3,
                "calendar_version_now": 4,
                "moves": [
                    {
                        "calendar_version": 3,
                        "reason": "Lukkedag glemt",
                        "legal_due_before_on": "2017-09-27",
                        "legal_due_after_on": "2017-09-28",
                    }
                ],
            },
            "Kalenderens udgave 3 flyttede dagen fra on. 27.09.2017 til to. 28.09.2017: "
            "Lukkedag glemt. Den første dag, der blev regnet ud, var on. 27.09.2017.",
            id="a correction of the calendar",
        ),
        pytest.param(
            {"calendar_version": 3, "calendar_version_now": 4},
            "Regnet i kalenderens udgave 3; den nyeste er 4.",
            id="an older calendar",
        ),
        pytest.param(
            {"calendar_version": 4, "calendar_version_now": 4},
            "Regnet i kalenderens udgave 4.",
            id="the newest calendar",
        ),
        pytest.param(
            {"differs_because": "recorded_otherwise", "legal_due_on": "2017-09-29"},
            "Trinene fører til on. 27.09.2017, men fristen er registreret til fr. 29.09.2017, "
            "og den gælder.",
            id="steps that lead elsewhere",
        ),
        pytest.param(
            {"received_on": "2017-08-01", "start_event": "case_opened_under_act"},
            "Sagen blev modtaget ti. 01.08.2017. Sagen blev taget op efter loven on. 16.08.2017.",
            id="a start after the receipt",
        ),
        pytest.param(
            {"earliest_on": "2017-09-13"},
            "Fristen er et spænd; dens korte ende er on. 13.09.2017.",
            id="a range",
        ),
        pytest.param(
            {},
            "Fristen på 6 uger følger ikke en offentliggjort frist; den er sat i sagen.",
            id="no published term",
        ),
        pytest.param(
            {"published": PUBLISHED | {"valid_until": "2018-01-01", "condition": "Uden høring."}},
            "Den gælder ikke for det, der begynder 01.01.2018 eller senere. "
            "Betingelse: Uden høring. Hvem der vedtog den, og hvornår, er uoplyst.",
            id="a term that ended, adopted by nobody known",
        ),
        pytest.param(
            {"published": PUBLISHED | {"adopted_on": "2014-12-10"}},
            "Vedtaget 10.12.2014.",
            id="adopted on a day",
        ),
        pytest.param(
            {"law": LAW | {"valid_until": "2024-01-01"}},
            "Lovgrundlag: SEL § 41. Den gjaldt til 01.01.2024.",
            id="a law without a successor",
        ),
        pytest.param(
            {"law": LAW | {"valid_from": "1998-07-01"}},
            "Lovgrundlag: SEL § 41. I kraft fra 01.07.1998.",
            id="a law in force",
        ),
        pytest.param(
            {"term": PLAIN["term"] | {"legal_basis": "RSL § 3"}},
            "Lovgrundlag: RSL § 3.",
            id="a law that is not kept",
        ),
        pytest.param(
            {"reopened_on": "2017-09-20", "reopen_reason": "Forkert sag"},
            "Genåbnet on. 20.09.2017: Forkert sag.",
            id="reopened",
        ),
        pytest.param(
            {"judged_because": "met_after_the_day_as_promised", "met_on": "2017-10-02"},
            "Fristen blev fuldført ma. 02.10.2017, efter lovens dag og inden den dag, der var "
            "lovet.",
            id="met as promised",
        ),
        pytest.param(
            {
                "judged_because": "cancelled",
                "cancelled_on": "2017-09-20",
                "cancel_reason": "Rejst ved en fejl",
            },
            "Fristen bortfaldt on. 20.09.2017. Begrundelse: Rejst ved en fejl.",
            id="cancelled",
        ),
        pytest.param(
            {
                "judged_because": "cancelled",
                "cancelled_on": "2017-09-20",
                "cancel_reason": "complaint_withdrawn",
            },
            "Fristen bortfaldt on. 20.09.2017. Begrundelse: klagen blev trukket tilbage.",
            id="cancelled by an act",
        ),
        pytest.param(
            {"judged_because": "day_passed", "owed_by": "citizen"},
            "Dagen er gået: borgerens frist er udløbet.",
            id="a citizen's own ran out",
        ),
    ],
)
def test_says_what_the_day_rests_on(changed: dict[str, Any], says: str) -> None:
    assert says in told(**changed)


def test_says_it_in_english() -> None:
    assert told("en", waits=[WAIT]) == (
        "The application was received Wed 16 Aug 2017. That day is not counted. "
        "The legal day is Wed 27 Sept 2017. Counted in the calendar, which was never corrected. "
        "The term of 6 weeks follows no published term; it was set in the case. "
        "The case has waited for Lægeattest (doctor) since Wed 6 Sept 2017, 21 days. "
        "That is not taken off the term. "
        "It is the last day. All of it is in time."
    )


def test_what_people_wrote_is_no_markup() -> None:
    wait = WAIT | {"what": "<b>attest</b>"}
    explained = explain(language("da"), Explanation.model_validate(PLAIN | {"waits": [wait]}))
    assert "&lt;b&gt;attest" in "".join(each for _, part in explained.parts for each in part)
