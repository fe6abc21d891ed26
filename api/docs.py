"""The API described for people: one page made from the OpenAPI document, without any script."""

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.routing import CheckedRoute

TEMPLATES = Path(__file__).parent / "templates"
router = APIRouter(route_class=CheckedRoute, include_in_schema=False)


@cache
def style() -> str:
    return (TEMPLATES / "docs.css").read_text(encoding="utf-8")


def policy() -> str:
    """Allow this page's own style and nothing else."""
    mark = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{mark}'; frame-ancestors 'none'"


def resolved(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """Return what a part refers to, or the part itself."""
    if "$ref" not in part:
        return part
    found: Any = document
    for name in part["$ref"].removeprefix("#/").split("/"):
        found = found[name]
    return dict(found)


def operations_by_tag(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the operations in the order of their paths, under the feature they belong to."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            answers = {
                status: resolved(document, answer)
                for status, answer in operation["responses"].items()
            }
            entry = operation | {"method": method.upper(), "path": path, "responses": answers}
            found.setdefault(operation["tags"][0], []).append(entry)
    return found


@router.get("/docs", response_class=HTMLResponse)
def docs(request: Request) -> HTMLResponse:
    """Show every operation with its rights, parameters and answers."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    document = request.app.openapi()
    page = environment.get_template("docs.html").render(
        document=document,
        operations=operations_by_tag(document),
        schemas=document["components"]["schemas"],
        style=style(),
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": policy()})
