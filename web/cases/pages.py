"""The pages of cases as one router."""

from fastapi import APIRouter

from web.cases import acting, citizen_pages, list_page, new_pages, one_page

router = APIRouter()
# The pages under a name must be asked for before those under a case's number.
for module in (list_page, new_pages, citizen_pages, one_page, acting):
    router.include_router(module.router)
