"""The form of a decision asks by which type of letter it was written."""

from sqlmodel import Session

from tests.api.catalogue.makers import make_letter_type
from tests.web.cases.conftest import Place, links, text
from tests.web.cases.test_acts import DECISION


def test_a_decision_shows_its_letter_and_keeps_it_when_it_is_corrected(
    place: Place, session: Session
) -> None:
    letter = make_letter_type(session, "AFSLAG-100", name_da="Afslag, merudgifter")
    typed = DECISION | {"letter_type_id": str(letter.id)}

    page = place.sent(f"{place.case()}/decision", **typed)

    assert "Afslag, merudgifter" in text(page.select_one("#decisions"))
    [correction] = [link for link in links(page) if "/decision-correction/" in link]
    page = place.sent(correction, subject="Rampe")
    assert "Afslag, merudgifter" in text(page.select_one("#decisions"))


def test_a_type_used_no_more_stays_with_its_decision_and_is_given_to_no_other(
    place: Place, session: Session
) -> None:
    letter = make_letter_type(session, "AFSLAG-100", name_da="Afslag, merudgifter")
    case = place.case()
    page = place.sent(f"{case}/decision", **DECISION | {"letter_type_id": str(letter.id)})
    letter.retired = True
    session.flush()

    [correction] = [link for link in links(page) if "/decision-correction/" in link]
    page = place.sent(correction, subject="Rampe")

    assert "Afslag, merudgifter" in text(page.select_one("#decisions"))
    assert "kan ikke vælges på ny" in text(place.open(correction).main)
    assert "Afslag, merudgifter" not in text(place.open(f"{place.case()}/decision").main)
