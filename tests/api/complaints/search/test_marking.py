"""What is shown of a text in which something was found."""

from api.complaints.search.marking import AROUND, Piece, pieces

LONG = "ord " * AROUND


def shown(text: str, *places: int) -> list[str]:
    """Return the pieces of a text, the hits in brackets."""
    return [f"[{each.text}]" if each.hit else each.text for each in pieces(text, set(places))]


def test_marks_words_where_they_stand() -> None:
    assert shown("Svarfristen, <b>udløb</b> i maj.", 1, 3) == [
        "[Svarfristen]",
        ", <b>",
        "[udløb]",
        "</b> i maj.",
    ]


def test_a_short_text_stays_whole() -> None:
    assert pieces("Tonen var grov.", {3}) == [
        Piece("Tonen var ", hit=False),
        Piece("grov", hit=True),
        Piece(".", hit=False),
    ]


def test_a_text_without_hits_shows_how_it_begins() -> None:
    [begins] = pieces(LONG, set())

    assert begins.text == LONG[: AROUND - 1] + "…"


def test_leaves_out_what_is_far_from_the_hits_in_whole_words() -> None:
    before, hit, between, second, after = pieces(f"{LONG}fristen {LONG}fristen {LONG}", {81, 162})

    assert (hit, second) == (Piece("fristen", hit=True),) * 2
    assert before.text.startswith("…ord")
    assert before.text.endswith("ord ")
    assert between.text.startswith(" ord")
    assert "ord…ord" in between.text
    assert after.text.endswith("ord…")
    assert max(len(before.text), len(between.text) // 2, len(after.text)) <= AROUND + 1


def test_a_word_without_an_end_is_cut() -> None:
    assert shown("a" * 500) == ["a" * AROUND + "…"]


def test_places_beyond_the_text_are_those_of_points() -> None:
    assert shown("Tonen var grov.", 3, 7) == ["Tonen var ", "[grov]", "."]
