"""The pages of patterns of complaints as one router."""

from fastapi import APIRouter

from web.patterns import complaints_page, explorer, export_page, signals_page

router = APIRouter()
for module in (explorer, complaints_page, export_page, signals_page):
    router.include_router(module.router)
