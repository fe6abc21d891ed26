"""What is not known of complaints, with how sure that is and where to see them."""

from typing import Any, Final

import numpy as np
from sqlmodel import Session

from api.complaints.behind.queries import complainants_of
from api.complaints.behind.reading import PATH as BEHIND
from api.complaints.behind.reading import ids_of
from api.complaints.patterns.answering import permanent, span_told
from api.complaints.patterns.dimensions import Dimension
from api.complaints.patterns.schemas import DataOut, SpanOut, ValueOut, query_string
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.standing import Data
from api.complaints.patterns.words import value_name
from api.complaints.quality.counting import SEEN_BY, Lacking, lacking
from api.complaints.quality.schemas import (
    GapOut,
    GapShare,
    QualityGap,
    QualityOut,
    QualityQuery,
    UnitGap,
)
from api.language import Language
from api.people.rules import Actor
from api.words.enumerations import Both, said, words_of

PATH: Final = "/v1/complaints/quality"
NAMES: Final = words_of(QualityGap)
MEANS: Final[dict[QualityGap, Both]] = {
    QualityGap.CAUSE: (
        "Klager uden klagepunkter, af alle.",
        "Complaints without points, of all.",
    ),
    QualityGap.FINDING: (
        "Afsluttede klager med et punkt, der ikke er vurderet, af alle afsluttede.",
        "Closed complaints with a point of which nothing was found, of all that are closed.",
    ),
    QualityGap.OUTCOME: (
        "Klager, der stadig er åbne, af alle.",
        "Complaints that are still open, of all.",
    ),
    QualityGap.CASE: (
        "Klager, der ikke er knyttet til en sag, af alle.",
        "Complaints that are linked to no case, of all.",
    ),
    QualityGap.COMPLAINANT: (
        "Klager, hvor ingen klager er nævnt, som det er i dag, af alle, der kan læses i dag.",
        "Complaints that name no complainant, as it is today, of all that may be read today.",
    ),
}


def quality(
    session: Session,
    actor: Actor,
    asked: Asked,
    query: QualityQuery,
    data: Data,
    language: Language,
) -> QualityOut:
    ids = ids_of(asked, np.flatnonzero(asked.complaints))
    whose = complainants_of(session, actor, ids)
    read = np.fromiter((key in whose for key in ids), np.bool_, len(ids))
    nameless = np.fromiter((key in whose and whose[key] is None for key in ids), np.bool_, len(ids))
    return QualityOut(
        data=DataOut(**data.told()),
        period=SpanOut.model_validate(span_told(asked.span)),
        link=permanent(PATH, query, data),
        gaps=[
            told(gap, found, asked, query, language)
            for gap, found in lacking(asked, nameless, read).items()
        ],
    )


def told(
    gap: QualityGap, found: Lacking, asked: Asked, query: QualityQuery, language: Language
) -> GapOut:
    keys = asked.facts.names["unit"].all()
    units = [
        UnitGap(
            unit=ValueOut(
                key=keys[code], name=value_name(asked.places, Dimension.UNIT, keys[code], language)
            ),
            **share(found.counts[code], found.of[code]),
            link=link_of(gap, query, asked.number, keys[code]),
        )
        for code in np.flatnonzero(found.of)
    ]
    whole = share(found.counts.sum(), found.of.sum())
    return GapOut(
        gap=gap,
        name=said(NAMES[gap], language),
        means=said(MEANS[gap], language),
        total=GapShare(**whole, link=link_of(gap, query, asked.number)),
        units=sorted(units, key=lambda each: each.unit.name),
    )


def share(part: Any, whole: Any) -> dict[str, Any]:
    """Return a part of a whole in per cent, with Wilson's interval."""
    from api.complaints.patterns import intervals  # noqa: PLC0415 - SciPy takes its time

    found = intervals.share(np.array([part]), np.array([whole]))
    of_share, low, high = (
        None if np.isnan(each[0]) else round(float(each[0]) * 100, 4)
        for each in (found.value, found.low, found.high)
    )
    return {"count": int(part), "n": int(whole), "share": of_share, "low": low, "high": high}


def link_of(gap: QualityGap, query: QualityQuery, number: int, unit: str = "") -> str | None:
    """Return the address of the complaints; None where the question itself leaves none of them."""
    seen: dict[str, Any] = dict(SEEN_BY[gap])
    if "without" in seen:
        seen["without"] = list(dict.fromkeys([*query.without, *seen["without"]]))
    if "outcome" in seen and query.outcome:
        seen["outcome"] = [each for each in seen["outcome"] if each in query.outcome]
        if not seen["outcome"]:
            return None
    if "named" in seen:
        seen["named"] = "false"
    cell = {"by": "unit", "cell": unit} if unit else {}
    return f"{BEHIND}?{query_string(query, data=number, **seen, **cell)}"
