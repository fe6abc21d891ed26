"""The tree of case types, the law behind them, and when a letter has arrived."""

import pytest
from sqlmodel import Session, select

from api.catalogue.case_types.tables import CaseType
from api.catalogue.closing_days.tables import ArrivalRule
from api.catalogue.legal_bases.tables import LegalBasis
from tests.web.papers import Pages, text


def case_type(session: Session, code: str) -> CaseType:
    return session.exec(select(CaseType).where(CaseType.code == code)).one()


def test_a_case_type_names_its_law_and_what_it_became(pages: Pages, session: Session) -> None:
    kept = case_type(session, "merudgifter-boern")
    page = pages.sign_in("sekretaer").open("/case-types")

    line = text(page.select_one(f"#type-{kept.id}"))
    assert "SEL § 41 (nu barnets lov § 86)" in line
    assert line.count("barnets lov § 86") == 1
    assert f"KLE {kept.kle_number}" in line
    assert page.select(f"#type-{kept.id} a[href='/terms?under={kept.id}']")


def test_a_case_type_lies_inside_the_one_above_it(pages: Pages, session: Session) -> None:
    inner = case_type(session, "handicapbiler")
    page = pages.open("/case-types")
    assert page.select(f"#type-{inner.parent_id} #type-{inner.id}")


def test_a_case_type_is_given_several_sections(pages: Pages, session: Session) -> None:
    kept = case_type(session, "handicapbiler")
    sections = session.exec(select(LegalBasis).where(LegalBasis.act_short == "aktivloven")).all()
    form = pages.filled(f"/case-types/{kept.id}/edit")
    form["legal_basis_ids"] = [str(each.id) for each in sections]

    assert pages.post(f"/case-types/{kept.id}/edit", form).status_code == 303
    line = text(pages.open("/case-types").select_one(f"#type-{kept.id}"))
    assert "aktivloven § 81 · aktivloven § 82" in line


def test_only_who_keeps_the_catalogue_adds_a_case_type(pages: Pages) -> None:
    pages.sign_in("leder").open("/case-types/new", 403)


def test_a_section_says_when_it_held_and_what_followed(pages: Pages, session: Session) -> None:
    old = session.exec(
        select(LegalBasis).where(LegalBasis.act_short == "SEL", LegalBasis.section == "§ 41")
    ).one()
    page = pages.sign_in("sekretaer").open("/legal-bases")

    line = text(page.select_one(f"#basis-{old.id}"))
    assert "til 01.01.2024 gælder ikke længere" in line
    assert "afløst af barnets lov § 86" in line
    today = pages.open("/legal-bases?as_of=2024-06-01")
    assert today.select_one(f"#basis-{old.id}") is None


def test_a_section_can_not_follow_itself(pages: Pages, session: Session) -> None:
    old = session.exec(
        select(LegalBasis).where(LegalBasis.act_short == "SEL", LegalBasis.section == "§ 41")
    ).one()
    answer = pages.send(
        f"/legal-bases/{old.successor_id}/edit", successor_id=str(old.id), valid_from=""
    )

    assert answer.status_code == 422
    assert "En paragraf kan ikke være afløst af sig selv." in answer.text


def test_says_how_long_a_letter_is_on_its_way(pages: Pages) -> None:
    page = pages.sign_in("sekretaer").open("/arrival-rules")

    lines = [text(line) for line in page.select("#rules tbody tr")]
    letters = [line for line in lines if line.startswith("almindeligt brev")]
    assert any("6 arbejdsdage uden helligdage, lørdage og søndage" in line for line in letters)


def test_an_arrival_rule_is_added_on_a_form(pages: Pages, session: Session) -> None:
    page = pages.sent(
        "/arrival-rules/new",
        channel="email",
        amount="1",
        unit="days",
        valid_from="01.01.2018",
        source="Aftale",
    )

    [rule] = session.exec(select(ArrivalRule).where(ArrivalRule.source == "Aftale")).all()
    assert "e-mail 1 dag" in text(page.select_one(f"#rule-{rule.id}"))


@pytest.mark.parametrize("path", ["/case-types?q=zzz", "/legal-bases?q=zzz"])
def test_nothing_found_says_so(pages: Pages, path: str) -> None:
    assert "Prøv færre ord" in pages.open(path).text
