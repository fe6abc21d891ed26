"""Burn-down pictures: what was counted, where it began, and when it is promised to be cleared."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from web.charts import BASELINE, FORECAST, Chart, Point, Series, line_chart
from web.language import N_, Language
from web.recovery.client import Backlog, Campaign, Count, ReviewCount
from web.recovery.table import Sum

OPEN = N_("Åbne sager")
BEGAN = N_("Oprindelig bunke")
PROMISED = N_("Lovet afviklet")
REVIEWED = N_("Gennemgået")
ALL = N_("Sager i alt")
PROMISED_REVIEWED = N_("Lovet gennemgået")
BAR_WIDTH = 96
BAR_HEIGHT = 10


def backlog_picture(language: Language, backlog: Backlog, counts: Sequence[Count]) -> Chart | None:
    """Draw the counts of a backlog; None while there is nothing to compare with."""
    points: list[Point] = [(each.cut_off_on, each.open_count) for each in counts]
    if backlog.baseline_on and backlog.baseline_count is not None:
        points = [(backlog.baseline_on, backlog.baseline_count), *points]
    until = last_day(backlog.cleared)
    series = burn_down(language, points, backlog.baseline_count, until)
    return drawn(language, f"backlog-{backlog.id}", backlog.title, series)


def sum_picture(language: Language, total: Sum) -> Chart | None:
    """Draw the backlogs that add up as one."""
    points: list[Point] = [(total.cut_off_on, total.latest)]
    ends = {last_day(each.cleared) for each in total.members}
    until = max((day for day in ends if day), default=None)
    series = burn_down(language, points, total.baseline, until)
    title = language.ngettext(
        "%(num)s bunke under ét", "%(num)s bunker under ét", len(total.members)
    )
    return drawn(language, "backlogs-sum", title, series)


def campaign_picture(
    language: Language, campaign: Campaign, counts: Sequence[ReviewCount]
) -> Chart | None:
    say = language.gettext
    points: list[Point] = [(each.cut_off_on, each.reviewed_count) for each in counts]
    measured = [(on, value) for on, value in points if value is not None]
    until = last_day(campaign.due)
    if not measured or campaign.total_count is None:
        return None
    series = [Series(say(REVIEWED), points)]
    last = max(on for on, _ in measured)
    if until and until > last:
        way: list[Point] = [measured[-1], (until, campaign.total_count)]
        series.append(Series(say(PROMISED_REVIEWED), way, FORECAST))
    series.append(level(say(ALL), campaign.total_count, [*points, *series[-1].points]))
    return drawn(language, f"campaign-{campaign.id}", campaign.title, series)


def burn_down(
    language: Language, points: Sequence[Point], baseline: int | None, until: date | None
) -> list[Series]:
    """Return the counts, the way to what was promised, and the thin line of where it began."""
    say = language.gettext
    measured = [(on, value) for on, value in points if value is not None]
    if not measured:
        return []
    series = [Series(say(OPEN), points)]
    if until and until > measured[-1][0]:
        series.append(Series(say(PROMISED), [measured[-1], (until, 0)], FORECAST))
    if baseline is not None:
        everywhere = [point for each in series for point in each.points]
        series.append(level(say(BEGAN), baseline, everywhere))
    return series


def level(label: str, value: int, points: Sequence[Point]) -> Series:
    days = [on for on, _ in points]
    return Series(label, [(min(days), value), (max(days), value)], BASELINE)


def drawn(language: Language, key: str, title: str, series: Sequence[Series]) -> Chart | None:
    days = {on for each in series for on, _ in each.points}
    if len(days) < len(("from", "to")):
        return None
    about = language.gettext("Antal sager ved hver optælling, fra nul.")
    return line_chart(key, title, about, series, language)


def last_day(period: object) -> date | None:
    until = period["until"] if isinstance(period, dict) else None
    return date.fromisoformat(until) if until else None


def bar(now: int | None, whole: int | None) -> Markup:
    """Draw a count beside where it began: a thin mark is the beginning, past it it has grown."""
    if now is None or not whole:
        return Markup("")
    longest = max(now, whole)
    x = round(BAR_WIDTH * whole / longest, 1)
    return Markup(
        '<svg class="bar" width="{w}" height="{h}" viewBox="0 0 {w} {h}" aria-hidden="true" '
        'focusable="false"><rect class="bar-track" width="{x}" height="{h}" rx="2" fill="#d6dcdd"/>'
        '<rect class="bar-now" width="{now}" height="{h}" rx="2" fill="#0f4c5c"/>'
        '<rect class="bar-mark" x="{mark}" width="2" height="{h}" fill="#17232a"/></svg>'
    ).format(
        w=BAR_WIDTH,
        h=BAR_HEIGHT,
        x=x,
        now=round(BAR_WIDTH * now / longest, 1),
        mark=min(x, BAR_WIDTH - 2),
    )
