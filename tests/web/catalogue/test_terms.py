"""Published terms are read as they were on a day, and revised after seeing whom that reaches."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case, make_deadline, make_term
from tests.api.catalogue.makers import make_case_type
from tests.web.page import page_of
from tests.web.papers import Pages, text

MARCH = date(2018, 3, 1)


@pytest.fixture
def term(session: Session) -> PublishedTerm:
    """Our own term of twelve weeks for a case type that nobody has used."""
    above = session.exec(select(CaseType).where(CaseType.code == "hjaelpemidler")).one()
    case_type = make_case_type(
        session, "kommunikation", name_da="Kommunikationshjælpemidler", parent_id=above.id
    )
    own = session.exec(select(TermCatalogue).where(TermCatalogue.own)).one()
    return make_term(session, own, case_type, as_published="tolv uger")


def start(session: Session, term: PublishedTerm, number: str, day: date) -> None:
    unit = session.exec(select(Unit).where(Unit.name == "Børnefamilier, afdeling 1")).one()
    case_type = session.get(CaseType, term.case_type_id)
    assert case_type
    case = make_case(session, unit, case_type, number=number)
    make_deadline(session, case, date(2018, 6, 1), started_on=day, published_term_id=term.id)


def test_lists_our_own_terms_as_the_case_types_stand(pages: Pages, term: PublishedTerm) -> None:
    page = pages.sign_in("sekretaer").open("/terms")

    line = text(page.select_one(f"#term-{term.id}"))
    assert "Kommunikationshjælpemidler" in line
    assert "tolv uger tælles som 12 uger" in line
    assert "SEL § 112" in line, "the law of the case type above"
    names = [text(name) for name in page.select("#terms th[scope=row]")]
    assert names[0] == "alle sagstyper"
    assert page.select("main a[href$='/revise'], main a[href*='/new']") == []


def test_shows_the_terms_of_another_municipality_by_its_name(
    pages: Pages, session: Session, term: PublishedTerm
) -> None:
    other = session.exec(select(TermCatalogue).where(~col(TermCatalogue.own))).first()
    assert other
    page = pages.open(f"/terms?catalogue={other.id}")

    assert other.name in text(page.select_one("h1 + .lead"))
    assert page.select_one(f"#term-{term.id}") is None


def test_a_day_before_a_term_held_shows_it_not(pages: Pages, term: PublishedTerm) -> None:
    page = pages.open("/terms?as_of=2000-01-01")

    assert page.select_one(f"#term-{term.id}") is None
    assert "Ingen frister fundet" in page.text


def test_tells_of_a_municipality_that_is_not_there(pages: Pages) -> None:
    page = pages.open("/terms?catalogue=00000000-0000-7000-8000-000000000000")
    assert "Ingen kommune fundet" in page.text


def test_a_revision_is_seen_before_it_is_made(
    pages: Pages, session: Session, term: PublishedTerm
) -> None:
    start(session, term, "2017-7000001", date(2017, 9, 1))
    revise = f"/terms/{term.id}/revise"
    new = {"valid_from": "01.03.2018", "as_published": "14 uger", "amount": "14", "unit": "weeks"}

    tried = page_of(pages.send(revise, **new, act="try"))
    kept = "1 åben sag beholder den gamle frist; fra torsdag 1. marts 2018 gælder den nye"
    assert text(tried.select_one("#effect")) == kept
    assert tried.select("main a[href='/cases/2017-7000001']")
    [default, make] = tried.select("form#revision [type=submit], [form=revision]")
    assert (default["value"], make["value"]) == ("try", "make"), "Enter tries, and makes nothing"
    assert term.valid_until is None

    made = pages.sent(revise, **new, act="make")
    assert "14 uger" in text(made.select_one(".lead"))
    assert [text(link) for link in made.select("#held a")] == [term.as_published]
    session.refresh(term)
    assert term.valid_until == MARCH


def test_a_revision_that_would_take_a_term_from_cases_names_the_earliest_day(
    pages: Pages, session: Session, term: PublishedTerm
) -> None:
    start(session, term, "2018-7000001", date(2018, 3, 4))
    new = {"valid_from": "01.03.2018", "act": "try"}

    answer = pages.send(f"/terms/{term.id}/revise", **new)

    assert "Vælg 05.03.2018" in answer.text
    assert 'value="make"' not in answer.text
    refused = pages.send(f"/terms/{term.id}/revise", **new | {"act": "make"})
    assert refused.status_code == 422
    assert "Vælg en senere dag" in refused.text


def test_a_revision_of_a_term_that_changed_meanwhile_asks_to_look_again(
    pages: Pages, term: PublishedTerm
) -> None:
    typed = pages.filled(f"/terms/{term.id}/revise") | {"valid_from": "01.03.2018", "act": "try"}
    pages.sent(f"/published-terms/{term.id}/edit", source="Byrådets referat")

    answer = pages.post(f"/terms/{term.id}/revise", typed)

    assert answer.status_code == 422
    assert "En anden har rettet fristen imens" in answer.text


def test_only_who_keeps_the_catalogue_revises(pages: Pages, term: PublishedTerm) -> None:
    pages.sign_in("leder").open(f"/terms/{term.id}/revise", 403)


def test_one_term_shows_its_use_by_year_and_who_changed_it(
    pages: Pages, session: Session, term: PublishedTerm
) -> None:
    start(session, term, "2017-7000001", date(2017, 9, 1))
    page = pages.open(f"/terms/{term.id}")

    assert text(page.select_one("#years tbody tr")) == "2017 1 1"
    assert "Som offentliggjort tolv uger" in text(page.select_one("#changes"))


def test_a_term_in_use_says_that_it_is_revised_instead(
    pages: Pages, session: Session, term: PublishedTerm
) -> None:
    start(session, term, "2017-7000001", date(2017, 9, 1))
    answer = pages.send(f"/published-terms/{term.id}/edit", amount="20")

    assert answer.status_code == 422
    assert "Revidér den i stedet" in answer.text


def test_a_term_is_added_for_a_case_type_without_one(pages: Pages, session: Session) -> None:
    made = pages.sent("/term-catalogues/new", name="Prøve Kommune")
    [new] = made.select("main a[href^='/published-terms/new']")
    page = pages.sent(
        str(new["href"]),
        kind="decision",
        start_event="application_received",
        as_published="60 arbejdsdage",
        amount="60",
        unit="working_days",
        closed="weekend",
    )

    assert text(page.h1) == "Alle sagstyper: afgørelse"
    kept = session.exec(select(PublishedTerm).where(PublishedTerm.as_published == "60 arbejdsdage"))
    assert {(one.amount, one.variant) for one in kept} >= {(60, "")}


def test_who_keeps_no_deadlines_sees_no_use(pages: Pages, term: PublishedTerm) -> None:
    page = pages.sign_in("sekretaer").open(f"/terms/{term.id}")
    assert page.select("#use, #years") == []
