"""The sample catalogue: what municipalities publish, our own sample terms, the law, the calendar.

The examples are written from the survey of published terms by hand, not from the data files.
"""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from api.calendar.arrival import PUBLISHED_ARRIVALS
from api.calendar.counting import due_days
from api.calendar.days import DayKind, easter
from api.calendar.terms import Roll, TermUnit
from api.catalogue.case_types.queries import paths_up
from api.catalogue.case_types.tables import CaseType
from api.catalogue.checked_terms import checked_term
from api.catalogue.closing_days.queries import arrivals, load_calendar
from api.catalogue.closing_days.tables import ClosingDay
from api.catalogue.legal_bases.queries import bases_of_types, basis_texts
from api.catalogue.legal_bases.tables import LegalBasis
from api.catalogue.terms.kinds import STARTS, DeadlineKind, StartEvent
from api.catalogue.terms.queries import at_the_same_time, published_terms, term_book, term_of
from api.catalogue.terms.rules import check_start
from api.catalogue.terms.schemas import PublishedTermIn
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.demo.records import id_of

APPLIED = date(2026, 11, 22)
PER_TYPE = (DeadlineKind.DECISION, DeadlineKind.REMITTAL)
OLD = date(2010, 1, 1)
DECISIONS = {
    "merudgifter-boern": {"Vejle 12 uger", "Greve 10 uger", "Mariagerfjord 3 måneder"},
    "tabt-arbejdsfortjeneste": {"Vejle 12 uger", "Greve 10 uger", "Mariagerfjord 3 måneder"},
    "supplerende-ydelse": {"Greve 10 uger"},
    "ledsageordning-unge": {"Vejle 8 uger", "Greve 10 uger", "Mariagerfjord 3 måneder"},
    "aflastning-boern": {"Faaborg-Midtfyn 2 måneder", "Greve 10 uger", "Mariagerfjord 3 måneder"},
    "hjaelpemidler-boern": {"Vejle 8 uger"},
    "boligaendring-boern": {"Vejle 8 uger (lille)", "Vejle 9 måneder (stor)"},
    "hjemmetraening": {
        "Vejle 6 måneder",
        "Mariagerfjord 6 måneder",
        "Faaborg-Midtfyn 4 måneder",
    },
    "boernefaglig-undersoegelse": {"Faaborg-Midtfyn 4 måneder", "Greve 4 måneder"},
    "stoettende-indsatser-boern": {"Vejle 8 uger", "Faaborg-Midtfyn 3 måneder"},
    "tilskud-til-hjaelpere": {"Middelfart 12 uger (stk. 3)"},
    "bpa": {
        "Svendborg 4 uger",
        "Middelfart 8 uger",
        "Skive 12 uger",
        "Greve 12 uger",
        "Gentofte 60 arbejdsdage",
        "Bornholm 4 uger",
    },
    "ledsageordning-voksne": {
        "Svendborg 2 uger",
        "Skive 4 uger",
        "Middelfart 8 uger",
        "Gentofte 30 arbejdsdage",
    },
    "merudgifter-voksne": {
        "Svendborg 4 uger",
        "Køge 6 uger",
        "Vordingborg 12 uger",
        "Greve 12 uger",
        "Skive 12 uger",
        "Gentofte 60 arbejdsdage",
        "Gentofte 40 arbejdsdage (insulin-diabetes)",
    },
    "hjaelpemidler": {"Bornholm 8 uger"},
    "hjaelpemidler-personlige": {
        "Faaborg-Midtfyn 4 uger (gentagelse)",
        "Faaborg-Midtfyn 8 uger (førstegangs)",
    },
    "handicapbiler": {"Svendborg 12 måneder"},
    "beskaeftigelse-og-samvaer": {
        "Gentofte 40 arbejdsdage",
        "Greve 12 uger",
        "Svendborg 3 uger",
        "Skive 6 uger",
    },
    "botilbud": {"Svendborg 4 uger", "Kolding 3 måneder", "Greve 12 uger", "Brøndby 12 uger"},
    "botilbud-midlertidige": {"Gentofte 60 arbejdsdage"},
    "botilbud-laengerevarende": {"Gentofte 90 arbejdsdage"},
    "enkeltydelser": {"Greve 4 uger"},
    "sygebehandling": {"Gentofte 20 arbejdsdage"},
    "enkeltudgifter": {"Bornholm 3 uger"},
    "foertidspension": {
        "Brøndby 3 måneder",
        "Ringsted 3 mdr.",
        "Guldborgsund 6 uger (foreliggende grundlag)",
    },
}
FOR_ALL_TYPES = {
    DeadlineKind.REASSESSMENT: {"Svendborg 4 uger"},
    DeadlineKind.ACCESS_TO_DOCUMENTS: {
        "Sønderborg 7 arbejdsdage",
        "Ringsted 7 arbejdsdage",
        "Svendborg 7 arbejdsdage",
    },
    DeadlineKind.ACKNOWLEDGEMENT: {
        "Guldborgsund 5 hverdage",
        "Fredensborg 10 arbejdsdage",
        "Vordingborg 10 arbejdsdage",
        "Ringsted 8 arbejdsdage",
        "Brønderslev 8 arbejdsdage",
    },
}


def published(session: Session, kind: DeadlineKind, code: str | None) -> set[str]:
    """Name what other municipalities publish: "Vejle 8 uger (lille)"."""
    statement = (
        select(TermCatalogue.name, PublishedTerm.as_published, PublishedTerm.variant)
        .join(PublishedTerm)
        .join(CaseType, isouter=True)
        .where(
            PublishedTerm.kind == kind,
            col(CaseType.code).is_not_distinct_from(code),
            col(TermCatalogue.own).is_(False),
        )
    )
    return {
        f"{short(name)} {words}" + (f" ({variant})" if variant else "")
        for name, words, variant in session.exec(statement)
    }


def short(municipality: str) -> str:
    return municipality.split(" ", maxsplit=1)[0].replace("Bornholms", "Bornholm")


def own_terms(session: Session) -> list[PublishedTerm]:
    own = published_terms().join(TermCatalogue).where(col(TermCatalogue.own))
    return list(session.exec(own))


def leaves(session: Session) -> list[CaseType]:
    parents = select(CaseType.parent_id).where(col(CaseType.parent_id).is_not(None))
    return list(session.exec(select(CaseType).where(col(CaseType.id).not_in(parents))))


@pytest.mark.parametrize("code", DECISIONS)
def test_every_published_example_is_there(plans: Session, code: str) -> None:
    assert published(plans, DeadlineKind.DECISION, code) == DECISIONS[code]


@pytest.mark.parametrize("kind", FOR_ALL_TYPES)
def test_every_example_for_all_types_is_there(plans: Session, kind: DeadlineKind) -> None:
    assert published(plans, kind, None) == FOR_ALL_TYPES[kind]


def test_nothing_is_published_that_the_examples_do_not_name(plans: Session) -> None:
    others = col(TermCatalogue.own).is_(False)
    terms = plans.exec(published_terms().join(TermCatalogue).where(others)).all()
    named = [*DECISIONS.values(), *FOR_ALL_TYPES.values()]

    assert len(terms) == sum(map(len, named)) == 70
    assert {term.source for term in terms} == {"Kommunens egen hjemmeside"}


@pytest.mark.parametrize(
    ("key", "due_on"),
    [
        # Sunday 22.11.2026: 12 weeks on is a Sunday too, and the authority's own day stays there.
        pytest.param("PT-vejle-41-decision", date(2027, 2, 14), id="12 uger"),
        pytest.param("PT-mariagerfjord-41-decision", date(2027, 2, 22), id="3 måneder"),
        pytest.param("PT-svendborg-handicapbil-decision", date(2027, 11, 22), id="12 måneder"),
        # Monday 23.11. is the first of them; 25.12. and 1.1. are no working days.
        pytest.param("PT-gentofte-82-decision", date(2026, 12, 18), id="20 arbejdsdage"),
        pytest.param("PT-gentofte-97-decision", date(2027, 1, 5), id="30 arbejdsdage"),
        pytest.param("PT-guldborgsund-alle-acknowledgement", date(2026, 11, 27), id="5 hverdage"),
        pytest.param("PT-own-appeal", date(2026, 12, 21), id="4 uger, rolled from a Sunday"),
    ],
)
def test_a_published_term_leads_to_a_day(plans: Session, key: str, due_on: date) -> None:
    term = term_of(plans.get_one(PublishedTerm, id_of(key)))

    assert due_days(term, APPLIED, load_calendar(plans))[1] == due_on


def test_skive_may_extend_to_six_months(plans: Session) -> None:
    conditional = select(TermCatalogue.name, PublishedTerm.condition).join(PublishedTerm)
    rows = plans.exec(conditional.where(col(PublishedTerm.condition).is_not(None))).all()

    extended = ("Skive Kommune", "kan forlænges til 6 mdr. hvis særligt undersøgelsesbehov")
    assert rows == [extended, extended]


def test_middelfart_has_its_terms_from_the_day_they_were_adopted(plans: Session) -> None:
    middelfart = TermCatalogue.name == "Middelfart Kommune"
    terms = plans.exec(published_terms().join(TermCatalogue).where(middelfart)).all()

    assert {(term.adopted_by, term.adopted_on, term.valid_from) for term in terms} == {
        ("Byrådet", date(2018, 6, 25), date(2018, 6, 25))
    }


@pytest.mark.parametrize("kind", PER_TYPE)
def test_our_own_catalogue_has_a_term_for_every_type(plans: Session, kind: DeadlineKind) -> None:
    book, paths = term_book(plans), paths_up(plans)
    starts = dict.fromkeys(STARTS[kind], OLD)

    without = {
        leaf.code for leaf in leaves(plans) if not book.started(paths[leaf.id], "", kind, starts)
    }

    assert without == set()


@pytest.mark.parametrize("kind", [kind for kind in DeadlineKind if kind not in PER_TYPE])
def test_our_own_catalogue_has_one_term_per_event_for_all_types(
    plans: Session, kind: DeadlineKind
) -> None:
    book = term_book(plans)
    events = {DeadlineKind.ACKNOWLEDGEMENT: {StartEvent.APPLICATION_RECEIVED}}.get(
        kind, STARTS[kind]
    )

    for event in events:
        assert book.started((), "", kind, {event: OLD}), event


def test_remitted_cases_have_the_same_terms_as_first_applications(plans: Session) -> None:
    terms = {
        kind: {
            (term.case_type_id, term.variant, term.amount, term.unit)
            for term in own_terms(plans)
            if term.kind is kind
        }
        for kind in PER_TYPE
    }

    assert terms[DeadlineKind.DECISION] == terms[DeadlineKind.REMITTAL]


def test_a_citizens_term_rolls_over_all_closed_days_and_the_authoritys_does_not(
    plans: Session,
) -> None:
    citizens = {DeadlineKind.APPEAL, DeadlineKind.PARTY_HEARING}
    for term in own_terms(plans):
        if term.kind in citizens:
            assert (term.roll, set(term.closed)) == (Roll.FORWARD, set(DayKind)), term.as_published
        else:
            assert term.roll is Roll.NONE, term.as_published


def test_a_pension_is_counted_from_when_it_was_taken_up_under_its_act(plans: Session) -> None:
    pension = plans.get_one(PublishedTerm, id_of("PT-own-foertidspension-decision"))

    assert (pension.start_event, pension.amount, pension.unit) == (
        StartEvent.CASE_OPENED_UNDER_ACT,
        3,
        TermUnit.MONTHS,
    )


def test_every_sample_number_says_whose_it_is(plans: Session) -> None:
    names = {short(name) for name in plans.exec(select(TermCatalogue.name))}
    for term in own_terms(plans):
        if term.kind in PER_TYPE:
            assert term.source
            assert any(name in term.source for name in names), term.source


def test_every_sample_term_passes_the_rules_for_new_ones(plans: Session) -> None:
    fields = set(PublishedTermIn.model_fields)
    for term in plans.exec(published_terms()):
        body = PublishedTermIn(**term.model_dump(include=fields))
        checked_term(body.amount, body.unit, body.closed, at_least=body.at_least, roll=body.roll)
        check_start(body.kind, body.start_event)
        assert at_the_same_time(plans, body, but=term.id) == []


def test_childrens_help_moved_to_barnets_lov(plans: Session) -> None:
    followed = select(LegalBasis).where(col(LegalBasis.successor_id).is_not(None))
    moves = {
        old.section: plans.get_one(LegalBasis, old.successor_id).section
        for old in plans.exec(followed)
        if old.successor_id
    }

    assert moves == {
        "§ 32 a": "§ 85",
        "§ 41": "§ 86",
        "§ 42": "§ 87",
        "§ 43": "§ 88",
        "§ 44": "§ 90",
        "§ 45": "§ 89",
        "§ 50": "§ 20",
        "§ 52, stk. 3": "§ 32",
        "§ 112 (børn)": "§ 90, nr. 4",
        "§ 113 (børn)": "§ 90, nr. 5",
        "§ 116 (børn)": "§ 90, nr. 8",
    }


def test_every_type_has_a_legal_basis_on_every_day(plans: Session) -> None:
    bases = basis_texts(plans)
    ids = {leaf.id: leaf.code for leaf in leaves(plans)}

    assert all(found for found in bases_of_types(plans, ids).values())
    for day in (date(2023, 12, 31), date(2024, 1, 1)):
        assert {
            code for type_id, code in ids.items() if not bases.first_on([type_id], day)
        } == set()


def test_the_friday_after_ascension_is_a_closing_day(plans: Session) -> None:
    closed = plans.exec(select(col(ClosingDay.closed_on)).order_by(col(ClosingDay.closed_on))).all()

    assert closed == [easter(year) + timedelta(40) for year in range(2010, 2036)]
    assert closed[7] == date(2017, 5, 26)


def test_the_published_arrival_rules_are_there(plans: Session) -> None:
    rules = arrivals(plans)

    assert [rule for rule in rules if rule in PUBLISHED_ARRIVALS] == [
        rule for rule in rules if rule.valid_from == date(2018, 6, 26)
    ]
    assert set(PUBLISHED_ARRIVALS) <= set(rules)
