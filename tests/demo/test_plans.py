"""Tracks, initiatives, statuses, dates and findings, as they can be read once loaded."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select

from api.catalogue.case_types.tables import CaseType
from api.demo.records import id_of
from api.organisation.tables import Unit, UnitSuccession
from api.plans.findings.tables import Finding, FindingOutcome, ProblemArea, ProblemStanding
from api.plans.outline.tables import Initiative, Plan, Track
from api.plans.status.rules import DelayUnit, State, check_cut_off, check_move
from api.plans.status.tables import StatusUpdate
from api.plans.timeline.tables import Milestone
from tests.demo.papers import records_of


def tracks_of(session: Session, plan: str) -> list[str]:
    statement = select(Track).where(Track.plan_id == id_of(plan)).order_by(col(Track.number))
    return [track.title for track in session.exec(statement)]


def test_plan_of_2017_has_its_six_tracks(plans: Session) -> None:
    assert tracks_of(plans, "plan-2017") == [
        "Grundigt serviceeftersyn af omorganiseringen af Borgercenter Handicap",
        "Indsats for bedre læringskultur",
        "Handleplan for bedre arbejdsmiljø",
        "Løsning af aktuelle sagsbehandlingsudfordringer",
        "Ledelsesunderstøttelse",
        "Økonomisk understøttelse",
    ]


def test_plan_of_2011_has_its_four_areas(plans: Session) -> None:
    assert tracks_of(plans, "plan-2011") == [
        "Genopretning af ældre afgørelser",
        "Bunkeafvikling",
        "Sikker og effektiv drift",
        "Bedre forventningsafstemning med borgerne",
    ]
    fourth = plans.get_one(Track, id_of("T11-4"))
    assert fourth.aliases == ["Klar besked. Bedre forventningsafstemning"]


def test_plan_of_2017_has_forty_initiatives_and_three_parts(plans: Session) -> None:
    of_plan = select(Initiative).where(Initiative.plan_id == id_of("plan-2017"))
    found = plans.exec(of_plan).all()
    whole = [initiative for initiative in found if initiative.part_of_id is None]
    numbers = {track.id: track.number for track in plans.exec(select(Track))}
    counts = [
        sum(numbers.get(row.track_id) == number for row in whole if row.track_id)
        for number in range(1, 7)
    ]

    assert counts == [8, 8, 4, 9, 3, 4]
    assert sum(row.track_id is None for row in whole) == 4
    assert {row.part_of_id for row in found} - {None} == {id_of("I17-2.2")}
    assert len(found) - len(whole) == 3


def test_plan_of_2011_has_its_initiatives_under_their_headings(plans: Session) -> None:
    whole = select(Track.number, Initiative.group_title, func.count()).join(
        Initiative, col(Initiative.track_id) == col(Track.id)
    )
    counted = whole.where(
        Track.plan_id == id_of("plan-2011"), col(Initiative.part_of_id).is_(None)
    ).group_by(col(Track.number), col(Initiative.group_title))

    costs = "Merudgifter og tabt arbejdsfortjeneste til forældre med børn med handicap"
    assert {(number, group): count for number, group, count in plans.exec(counted)} == {
        (1, "Merudgifter til voksne (§ 100)"): 1,
        (1, f"{costs} (§§ 41 og 42)"): 1,
        (2, None): 2,
        (3, "Kapacitet og ressourcer"): 5,
        (3, "Organisering og tilrettelæggelse"): 4,
        (3, "Ledelsestilsyn og opfølgning på kvalitet og resultater"): 4,
        (3, "Kompetence- og lederudvikling"): 2,
        (4, None): 3,
    }


def test_training_of_2011_has_three_strands(plans: Session) -> None:
    strands = select(Initiative).where(Initiative.part_of_id == id_of("K11-1"))

    assert [row.title for row in plans.exec(strands.order_by(col(Initiative.position)))] == [
        "Socialfaglig kvalitet",
        "Systematisk sagsbehandling",
        "Kommunikation",
    ]


def problem_areas(session: Session, standing: ProblemStanding) -> set[str]:
    statement = select(CaseType.code).join(ProblemArea).where(ProblemArea.standing == standing)
    return set(session.exec(statement))


def test_problem_areas_of_2017(plans: Session) -> None:
    sections = {"merudgifter-boern", "tabt-arbejdsfortjeneste", "merudgifter-voksne"}

    assert problem_areas(plans, ProblemStanding.PAST) == sections | {
        "hjaelpemidler",
        "bpa",
        "bilsager",
    }
    assert problem_areas(plans, ProblemStanding.CURRENT) == sections | {
        "hjaelpemidler-tekniske",
        "bilsager",
    }
    assert problem_areas(plans, ProblemStanding.STABLE) == {"hjaelpemidler-personlige", "bpa"}


def test_assistive_devices_are_split_in_two(plans: Session) -> None:
    parent = plans.exec(select(CaseType).where(CaseType.code == "hjaelpemidler")).one()
    children = plans.exec(select(CaseType.name_da).where(CaseType.parent_id == parent.id))

    assert set(children) == {"Tekniske hjælpemidler", "Personlige hjælpemidler"}


def test_delay_of_area_three_is_a_range(plans: Session) -> None:
    status = plans.exec(select(StatusUpdate).where(StatusUpdate.track_id == id_of("T11-3"))).one()

    assert (status.delay_low, status.delay_high) == (Decimal("0.5"), Decimal(1))
    assert (status.delay_unit, status.delay_approximate) == (DelayUnit.MONTHS, True)
    assert (status.delay_as_written, status.state) == ("ca. ½-1 måned", State.DELAYED)


@pytest.mark.parametrize(
    ("plan", "first", "last"),
    [("plan-2017", "D17-01", "D17-15"), ("plan-2011", "D11-01", "D11-17")],
)
def test_every_dated_entry_can_be_found(plans: Session, plan: str, first: str, last: str) -> None:
    of_plan = select(Milestone.id).where(Milestone.plan_id == id_of(plan))
    stem, count = first[:4], int(last[4:])

    assert set(plans.exec(of_plan)) == {id_of(f"{stem}{n:02}") for n in range(1, count + 1)}


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2017-05-15", {"D17-02", "D17-03"}),
        ("2017-08-30", {"D17-04", "D17-07"}),
        ("2017-12-13", {"D17-10", "D17-11", "D17-12"}),
        ("2011-09-09", {"D11-03", "D11-15"}),
        ("2012-01-01", {"D11-10", "D11-12", "D11-13", "D11-17"}),
    ],
)
def test_dated_entries_are_found_by_a_day_within_them(
    plans: Session, day: str, found: set[str]
) -> None:
    asked = date.fromisoformat(day)
    year = day[:4] if day < "2012" or day > "2013" else "2011"
    until = func.coalesce(col(Milestone.when_until), date.max)
    within = select(Milestone.id).where(
        Milestone.plan_id == id_of(f"plan-{year}"), Milestone.when_from <= asked, until >= asked
    )

    assert set(plans.exec(within)) == {id_of(key) for key in found}


def test_the_missed_status_says_why(plans: Session) -> None:
    missed = plans.exec(select(Milestone).where(col(Milestone.missed))).one()

    assert (missed.when_from, missed.met_on) == (date(2017, 8, 30), date(2017, 9, 20))
    assert "serviceeftersyn" in (missed.moved_because or "")


def test_findings_lead_to_initiatives(plans: Session) -> None:
    led_to = {
        (finding.title, initiative.id)
        for finding, initiative in plans.exec(
            select(Finding, Initiative)
            .join(FindingOutcome, col(FindingOutcome.finding_id) == col(Finding.id))
            .join(Initiative, col(Initiative.id) == col(FindingOutcome.initiative_id))
        )
    }

    assert ("Tydeligere arbejdsprocesser", id_of("I17-3.3")) in led_to
    assert ("Fast sagsbehandler", id_of("I17-X.4")) in led_to
    assert {finding for finding, _ in led_to} == set(plans.exec(select(Finding.title)))


def test_the_three_centres_became_one(plans: Session) -> None:
    became = plans.exec(select(UnitSuccession)).all()

    assert {row.successor_id for row in became} == {id_of("U-bch")}
    assert {plans.get_one(Unit, row.predecessor_id).name for row in became} == {
        "Socialcentret",
        "Rådgivningscentret",
        "Handicapcentret",
    }
    assert {row.succeeded_on for row in became} == {None}


def test_every_state_could_have_been_given_in_its_order(plans: Session) -> None:
    """The rules that a new status must pass hold for those that were loaded."""
    states: dict[object, tuple[State, date | None]] = {}
    for update in plans.exec(select(StatusUpdate).order_by(col(StatusUpdate.cut_off_on))):
        subject = update.plan_id or update.track_id or update.initiative_id
        before, latest_on = states.get(subject, (State.UNKNOWN, None))
        check_move(before, update.state)
        check_cut_off(update.cut_off_on, latest_on, date(2017, 9, 20))
        states[subject] = update.state, update.cut_off_on

    assert set(map(id_of, ("plan-2017", "plan-2011"))) <= states.keys()
    assert {track.id for track in plans.exec(select(Track))} <= states.keys()


@pytest.mark.parametrize("year", ["2011", "2017"])
def test_work_has_a_status_and_background_needs_none(year: str) -> None:
    entries = records_of(year)
    told = {entry.values.get("initiative") for entry in entries if entry.table == "status_updates"}
    parts = {entry.key for entry in entries if "part_of" in entry.values}
    silent = {
        entry.key
        for entry in entries
        if entry.table == "initiatives" and entry.values["kind"] in {"initiative", "procedure"}
    } - told

    assert silent <= parts


def test_both_plans_are_there(plans: Session) -> None:
    assert {plan.title for plan in plans.exec(select(Plan))} == {
        "Iværksatte initiativer i Borgercenter Handicap",
        "Handleplan for bedre sagsbehandling",
    }
