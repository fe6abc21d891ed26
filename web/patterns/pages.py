"""The pages of patterns of complaints as one router."""

from fastapi import APIRouter

from web.patterns import (
    advisor_page,
    complaints_page,
    explorer,
    export_page,
    holders_page,
    signals_page,
    watching_pages,
)

router = APIRouter()
for module in (
    explorer,
    complaints_page,
    export_page,
    holders_page,
    signals_page,
    advisor_page,
    watching_pages,
):
    router.include_router(module.router)
