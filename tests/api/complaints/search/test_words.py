"""Which words are found by which: stems, compounds both ways, spellings, phrases."""

import pytest
from sqlalchemy import text
from sqlmodel import Session

from api.complaints.search.rules import words_of
from tests.api.complaints.search.finding import finds, found, numbered
from tests.factories import make_unit


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Der kom en ny sagsbehandler.", "sagsbehandlerne"),
        ("Sagsbehandlingstiden er for lang.", "sagsbehandling"),
        ("Sagsbehandlingstiden er for lang.", "tid"),
        ("Et sagsbehandlerskifte mere.", "sagsbehandlerskift"),
        ("Et sagsbehandlerskifte mere.", "skifte"),
        ("Svarfristen var udløbet.", "frist"),
        ("Fristoverskridelsen var kendt.", "frist"),
        ("Et døgnbehandlingssted uden plads.", "sted"),
        ("Notatpligten blev glemt.", "notat"),
        ("Notatpligten blev glemt.", "pligt"),
        ("Mit barn venter.", "børnene"),
        ("Hjælpemidlerne mangler.", "hjælpemiddel"),
        ("De lovede at ringe.", "love"),
        ("ÅBNINGSTIDEN er kort.", "åbningstid"),
        ("Aabningstiden er kort.", "åbningstid"),
        ("Åbningstiden er kort.", "aabningstid"),
        ("Åbningstiden er kort.", "aabn*"),
        ("Sagen laa stille i Koege.", "lå køge"),
        ("Kontoen og skemaet er væk.", "skema konto"),
        ("BPA-ordningen er skåret ned.", "BPA-ordning"),
        ("Sagen er efter § 109.", "109"),
        ("Sags\u00adbehandler på orlov.", "sagsbehandler"),
        ("Ordningen passer ikke.", "ordn*"),
        ("Svaret kom for sent.", '"svaret kom"'),
        ("Svaret kom for sent.", '"kom for sent"'),
        ("Svaret kom for sent.", "rykker OR svar"),
        ("Svaret kom for sent.", "svar -frist"),
        ('Svaret kom "for sent".', '"svar'),
        ("Jeg blev ikke hørt om det.", '"ikke hørt"'),
        ("Jeg blev ikke hørt om det.", '"ikke hørte"'),
        ("Jeg blev ikke hørt om det.", '"jeg blev ikke hørt om det"'),
        ("Jeg blev ikke hørt om det.", 'hørt "ikke"'),
        ("Jeg blev hørt om det.", 'hørt -"ikke hørt"'),
        ("Jeg blev hørt, men de svarede ikke.", 'hørt -"ikke hørt"'),
        ("Jeg blev ikke hørt om det.", 'partshøring OR "ikke hørt"'),
        ("Jeg blev hørt om det.", "hørt og det ikke"),
        ("Den er standset paa grund af flytningen.", '"på grund af"'),
        ("Den er standset på grund af flytningen.", '"paa grund af"'),
        ("Bostøtte og/eller ledsagelse.", "og/eller ledsagelse"),
        ("Alle ender mangler.", "ende"),
    ],
)
def test_finds(session: Session, text: str, query: str) -> None:
    assert finds(session, make_unit(session), text, query)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Der er klaget tidligere.", "tid"),
        ("Det er et midlertidigt ophold.", "tid"),
        ("Kommunen har ansvaret.", "svar"),
        ("Årsagen er ukendt.", "sag"),
        ("Bilaget mangler.", "bil"),
        ("Ankestyrelsen har svaret.", "anke"),
        ("Hun blev fristet.", "frist"),
        ("Kommunen har sendt et brev.", "person"),
        ("Svarfristen var udløbet.", '"frist"'),
        ("Svaret kom for sent.", '"sent svar"'),
        ("Svaret kom for sent.", "svar -sent"),
        ("Svaret kom for sent.", "svar frist"),
        ("Jeg blev ikke hørt om det.", '"hørt ikke"'),
        ("Jeg blev hørt om det.", '"ikke hørt"'),
        ("Jeg blev ikke rigtig hørt.", '"ikke hørt"'),
        ("Jeg blev ikke hørt om det.", 'hørt -"ikke hørt"'),
        ("Jeg blev ikke hørt om det.", 'hørt -"ikke"'),
        ("Jeg blev ikke hørt om det.", "hørt -ikke"),
        ("Jeg blev hørt om det.", 'hørt "ikke"'),
        ("Bostøtte eller ledsagelse.", "og/eller ledsagelse"),
        ("Det varede længere end lovet.", "ende"),
        ("Jeg blev ikke hørt om det.", "ikk*"),
    ],
)
def test_leaves_alone(session: Session, text: str, query: str) -> None:
    assert not finds(session, make_unit(session), text, query)


def test_looks_through_all_complaints_when_the_newest_hold_too_few(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.complaints.search.sql.NEWEST", 1)
    numbered(session, make_unit(session), {"A": "Fristen.", "B": "En frist.", "C": "Tonen."})

    assert found(session, "frist") == {"A", "B"}


@pytest.mark.parametrize(
    "query",
    [
        "frist & | ! <-> ( ) : * ' \\",
        "'; DROP TABLE complaints; --frist",
        "frist:*A",
        "frist\x00frist",
        "😀 frist",
        '"""frist',
        "-" * 50 + "frist frist",
        "\u202efrist",
        "frist:A <2> 'svar'",
        "f\u0301rist frist",
        "İ frist",
        "frist \ud7ff",
        "＊ frist",
        "ﬁ frist",
        "ß frist",
        "x" * 390 + " frist",
    ],
)
def test_odd_signs_are_no_operators_and_break_nothing(session: Session, query: str) -> None:
    numbered(session, make_unit(session), {"A": "Fristen for svar."})

    assert found(session, query) <= {"A"}


@pytest.mark.parametrize(
    "odd",
    [
        "K İ ı",
        "ﬁ ß Ǆ",
        "e\u0301 \u0307",
        "a\u00adb \u00ad c",
        "ﺍ 中文 \u1fff\u2000",
        "À×Ö÷ø-æ'å",
        "",
    ],
)
def test_the_database_and_the_pages_count_the_same_words(session: Session, odd: str) -> None:
    said = f"{odd} slut"
    statement = text("SELECT positions FROM unnest(complaint_words(:said)) WHERE lexeme = 'slut'")

    assert session.execute(statement, {"said": said}).scalar_one() == [len(words_of(said))]
