"""Backlogs, campaigns and money of 2011, as they can be read once loaded."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session, col, select

from api.cases.rules import Origin
from api.demo.records import id_of
from api.organisation.tables import Unit
from api.plans.outline.tables import TrackBacklog, TrackCampaign
from api.plans.resources.tables import Appropriation, Duration, ResourceLine, ResourceStanding
from api.recovery.tables import Backlog, BacklogCount, ReviewCampaign, ReviewCount

COUNTED_ON = date(2011, 9, 9)


def lines(session: Session, *keys: str) -> Sequence[ResourceLine]:
    return [session.get_one(ResourceLine, id_of(key)) for key in keys]


def million(lines: Sequence[ResourceLine]) -> Decimal:
    return sum((line.million_dkk or Decimal(0) for line in lines), Decimal(0))


@pytest.mark.parametrize(
    ("title", "baseline", "count", "mark"),
    [
        ("Enkeltydelser", 1600, 966, None),
        ("Merudgifter til voksne", 80, 30, None),
        ("Førtidspension (hovedregel)", 174, 0, "*"),
        ("Handicapbiler", 95, 106, "**"),
    ],
)
def test_backlogs_of_2011(
    plans: Session, title: str, baseline: int, count: int, mark: str | None
) -> None:
    backlog = plans.exec(select(Backlog).where(Backlog.title == title)).one()
    counted = plans.exec(select(BacklogCount).where(BacklogCount.backlog_id == backlog.id)).one()

    assert (backlog.baseline_count, counted.open_count) == (baseline, count)
    assert (counted.cut_off_on, counted.approximate) == (COUNTED_ON, False)
    assert backlog.footnote_mark == mark
    assert backlog.cleared_until == date(2011, 12, 31)


def test_footnotes_are_kept_with_their_rows(plans: Session) -> None:
    pension, cars = (plans.get_one(Backlog, id_of(key)) for key in ("BL11-3", "BL11-4"))

    assert pension.footnote is not None
    assert pension.footnote.startswith("Hovedregelsansøgninger om førtidspension")
    assert pension.footnote.endswith("Den 9/9 var bunken på ca. 125 ansøgninger.")
    assert pension.origin is Origin.AUTHORITY
    assert cars.footnote is not None
    assert "ca. et halvt år" in cars.footnote


def test_the_pile_in_another_administration_is_approximate_and_without_baseline(
    plans: Session,
) -> None:
    pile = plans.get_one(Backlog, id_of("BL11-5"))
    unit = plans.get_one(Unit, pile.unit_id)
    counted = plans.exec(select(BacklogCount).where(BacklogCount.backlog_id == pile.id)).one()

    assert (unit.short_name, unit.outside) == ("BIF", True)
    assert pile.origin is Origin.CITIZEN
    assert (pile.baseline_count, pile.cleared_until) == (None, None)
    assert (counted.open_count, counted.approximate) == (125, True)


def test_backlogs_and_campaigns_belong_to_their_areas(plans: Session) -> None:
    backlogs = plans.exec(select(TrackBacklog)).all()
    campaigns = plans.exec(select(TrackCampaign)).all()

    assert [link.track_id for link in backlogs] == [id_of("T11-2")] * 5
    assert [link.track_id for link in campaigns] == [id_of("T11-1")] * 2


@pytest.mark.parametrize(
    ("key", "total", "approximate", "reviewed"),
    [("RC11-1", 519, False, 98), ("RC11-2", 3200, True, None)],
)
def test_review_campaigns_of_2011(
    plans: Session, key: str, total: int, *, approximate: bool, reviewed: int | None
) -> None:
    campaign = plans.get_one(ReviewCampaign, id_of(key))
    counted = plans.exec(select(ReviewCount).where(ReviewCount.campaign_id == campaign.id)).one()

    assert (campaign.total_count, campaign.total_approximate) == (total, approximate)
    assert (counted.cut_off_on, counted.reviewed_count) == (COUNTED_ON, reviewed)


@pytest.mark.parametrize(
    ("key", "fte", "sum_asked", "until", "duration"),
    [
        ("B11-2a", "12.8", "6.60", None, Duration.PERMANENT),
        ("B11-2b", "10.9", "5.65", None, Duration.PERMANENT),
        ("B11-3", "8.6", "4.30", 2012, Duration.ONE_YEAR),
    ],
)
def test_capacity_rows_of_2011(
    plans: Session, key: str, fte: str, sum_asked: str, until: int | None, duration: Duration
) -> None:
    row = plans.get_one(ResourceLine, id_of(key))

    assert (row.fte, row.million_dkk) == (Decimal(fte), Decimal(sum_asked))
    assert (row.period_from, row.period_until, row.duration) == (2012, until, duration)
    assert (row.price_level_year, row.appropriation) == (2012, Appropriation.OPERATING)


def test_sums_of_the_table_are_the_sums_of_the_text(plans: Session) -> None:
    parts = lines(plans, "B11-2a", "B11-2b")
    [permanent] = lines(plans, "B11-2")

    assert {part.part_of_id for part in parts} == {permanent.id}
    assert million(parts) == permanent.million_dkk == Decimal("12.25")
    assert sum(part.fte or 0 for part in parts) == Decimal("23.7")


def test_what_is_asked_for_sums_apart_from_what_was_granted(plans: Session) -> None:
    whole = plans.exec(select(ResourceLine).where(col(ResourceLine.part_of_id).is_(None))).all()
    asked = [line for line in whole if line.standing is ResourceStanding.REQUESTED]
    granted = [line for line in whole if line.standing is ResourceStanding.GRANTED]

    assert million(asked) == Decimal("19.55")
    assert million(granted) == Decimal("9.7")


@pytest.mark.parametrize(
    ("key", "standing", "duration", "appropriation", "period"),
    [
        ("B11-1", "granted", "one_year", "unstated", (2011, 2011)),
        ("B11-2", "requested", "permanent", "operating", (2012, None)),
        ("B11-3", "requested", "one_year", "operating", (2012, 2012)),
        ("B11-4", "requested", "one_year", "operating", (2012, 2012)),
        ("B11-5", "requested", "one_year", "capital", (2012, 2012)),
        ("B11-6", "requested", "several_years", "operating", (2012, 2013)),
    ],
)
def test_appropriations_of_2011(
    plans: Session,
    key: str,
    standing: str,
    duration: str,
    appropriation: str,
    period: tuple[int, int | None],
) -> None:
    [line] = lines(plans, key)

    assert (line.standing, line.duration, line.appropriation) == (standing, duration, appropriation)
    assert (line.period_from, line.period_until) == period
