"""The types of letters: staff keep them, others read them."""

from sqlmodel import Session, select

from api.catalogue.letter_types.tables import LetterType
from tests.web.papers import Pages, text

NAMES = {"name_da": "Afslag, merudgifter", "name_en": "Refusal, additional costs"}


def test_one_is_added_and_taken_out_of_use(pages: Pages, session: Session) -> None:
    keeper = pages.sign_in("stab")
    assert "Ingen brevtyper endnu" in text(keeper.open("/letter-types").main)

    page = keeper.sent("/letter-types/new", code="AFSLAG-100", **NAMES)
    made = session.exec(select(LetterType)).one()
    assert text(page.select_one(f"#letter-{made.id}")).startswith("Afslag, merudgifter AFSLAG-100")

    page = keeper.sent(f"/letter-types/{made.id}/edit", retired="on")
    assert "ude af brug" in text(page.select_one(f"#letter-{made.id}"))


def test_others_read_them_only(pages: Pages) -> None:
    page = pages.sign_in("borgerraadgiver").open("/letter-types")

    assert not page.select("main a.button")
    pages.open("/letter-types/new", 403)
