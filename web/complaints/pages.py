"""The pages of complaints as one router."""

from fastapi import APIRouter

from web.complaints import (
    acting,
    changes_page,
    identity_pages,
    list_page,
    new_pages,
    one_page,
    today_page,
)

router = APIRouter()
# The pages under a name must be asked for before those under a complaint's number.
for module in (list_page, today_page, new_pages, identity_pages, one_page, changes_page, acting):
    router.include_router(module.router)
