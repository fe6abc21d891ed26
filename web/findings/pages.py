"""The findings of a plan, and the matrix of its problem areas."""

from itertools import groupby
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.findings.client import Finding, Findings
from web.findings.forms import AREA, FINDING, FOUND_BY, OUTCOME, STANDINGS
from web.findings.matrix import matrix
from web.records.pages import add_record_pages
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()
add_record_pages(router, FINDING, AREA, OUTCOME)


@router.get("/plans/{key}/findings")
async def findings_page(request: Request, key: UUID, _: SignedIn, findings: Findings) -> Response:
    """Show what was found and what it led to, and how each case type stood."""
    found = await findings.findings(key)
    areas = await findings.problem_areas(key)
    outcomes = await findings.outcomes(key)
    return render(
        request,
        "findings/page.html",
        plan=await findings.plan(key),
        groups=by_source(found),
        count=len(found),
        outcomes={(each.finding_id, each.initiative_id): each for each in outcomes},
        tracks=await findings.tracks(key),
        initiatives=await findings.initiatives(key),
        rows=matrix(await findings.case_types(), areas),
        areas=areas,
        counts=[sum(area.standing == word for area in areas) for word in STANDINGS],
        found_by=FOUND_BY,
        standings=STANDINGS,
    )


def by_source(found: list[Finding]) -> list[tuple[str, list[Finding]]]:
    """Group findings by the review that found them, in the order of the list of reviews."""
    order = list(FOUND_BY)
    ranked = sorted(found, key=lambda each: order.index(each.found_by))
    return [(source, list(each)) for source, each in groupby(ranked, lambda one: one.found_by)]
