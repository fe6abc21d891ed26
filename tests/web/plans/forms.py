"""How a person sends a form of a page: all its fields as they stand, with what they typed."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from httpx2 import Response
from starlette.testclient import TestClient


def form_of(page: BeautifulSoup, action: str) -> Tag:
    [form] = page.select(f'form[action^="{action}"]')
    return form


def values_of(form: Tag) -> dict[str, Any]:
    """Return what a browser would send of a form that nobody touched."""
    values = {str(each["name"]): str(each.get("value", "")) for each in fields(form, "input")}
    values |= {str(each["name"]): each.text.lstrip("\n") for each in form.select("textarea")}
    for select in form.select("select"):
        chosen = select.select_one("option[selected]") or select.select_one("option")
        values[str(select["name"])] = str(chosen["value"]) if chosen else ""
    return values


def fields(form: Tag, tag: str) -> list[Tag]:
    found = form.select(f"{tag}[name]")
    return [each for each in found if each.get("type") != "radio" or each.has_attr("checked")]


def send(web: TestClient, form: Tag, *, headers: Any = None, **typed: str) -> Response:
    return web.post(str(form["action"]), data=values_of(form) | typed, headers=headers)
