"""The API described for people: one page made from the OpenAPI document, without any script."""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.routing import CheckedRoute

TEMPLATES = Path(__file__).parent / "templates"
CODE, STRESS = re.compile(r"`([^`]+)`"), re.compile(r"\*\*([^*]+)\*\*")
CODED, STRESSED = r"<code>\1</code>", r"<strong>\1</strong>"
Document = dict[str, Any]
router = APIRouter(route_class=CheckedRoute, include_in_schema=False)


@cache
def style() -> str:
    return (TEMPLATES / "docs.css").read_text(encoding="utf-8")


def policy() -> str:
    """Allow this page's own style and nothing else."""
    mark = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{mark}'; frame-ancestors 'none'"


def operations_by_tag(document: Document) -> dict[str, list[Document]]:
    """Return the operations in the order of their paths, under the feature they belong to."""
    found: dict[str, list[Document]] = {tag["name"]: [] for tag in document["tags"]}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            entry = operation | {"method": method.upper(), "path": path}
            found[operation["tags"][0]].append(entry)
    return found


def header_names(document: Document) -> dict[str, str]:
    """Return how the headers are written, by the name of the document's part."""
    return {
        header["$ref"].rpartition("/")[2]: name
        for answer in answers_of(document)
        for name, header in answer.get("headers", {}).items()
        if "$ref" in header
    }


def answers_of(document: Document) -> Iterator[Document]:
    for methods in document["paths"].values():
        for operation in methods.values():
            yield from operation["responses"].values()
    yield from document["components"]["responses"].values()


def marked(text: str) -> Markup:
    """Return a line with its `code` and **stress**; anything else is shown as it is."""
    safe = str(escape(text.strip()))
    # Escaped above, before any mark was put in.
    return Markup(STRESS.sub(STRESSED, CODE.sub(CODED, safe)))  # noqa: S704


def prose(text: str) -> Markup:
    """Return a text in its paragraphs."""
    paragraphs = (marked(part) for part in text.split("\n\n"))
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in paragraphs)


def shown(value: Any) -> str:
    """Return an example as it is written in a body."""
    if isinstance(value, str):
        return value.strip()
    return json.dumps(value, ensure_ascii=False, indent=2)


@lru_cache(maxsize=1)
def page_of(app: FastAPI) -> str:
    """Write the page, once for the service."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"prose": prose, "marked": marked}
    document = app.openapi()
    return environment.get_template("docs.html").render(
        document=document,
        parts=document["components"],
        operations=operations_by_tag(document),
        tags={tag["name"]: tag["description"] for tag in document["tags"]},
        names=header_names(document),
        shown=shown,
        style=style(),
    )


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    """Show every operation with its rights, parameters, examples and answers."""
    return HTMLResponse(page_of(request.app), headers={"Content-Security-Policy": policy()})
