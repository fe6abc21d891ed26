"""Tell what in the interface breaks those who use it: docs/openapi.json against the last release.

Within a major version things are only added. A change that breaks is a decision: its sentence
stands in docs/openapi-breaking.md. `--release` keeps today's document as the one to compare with.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
NOW, RELEASED = DOCS / "openapi.json", DOCS / "openapi-released.json"
ACCEPTED = DOCS / "openapi-breaking.md"
# What says something to people and nothing to programs.
WORDS = frozenset({"description", "summary", "example", "examples", "title"})
# A request may not be held to more than before, nor an answer say less precisely what it is.
AT_MOST = ("maxLength", "maximum", "maxItems", "exclusiveMaximum")
AT_LEAST = ("minLength", "minimum", "minItems", "exclusiveMinimum")
Document = dict[str, Any]


def contract_of(part: Any, *, named: bool = False) -> Any:
    """Return what programs hold on to: the document without its words.

    Under `properties` and its like the names are the interface's own, whatever they are.
    """
    if isinstance(part, list):
        return [contract_of(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        name: contract_of(each, named=name in {"properties", "schemas"} and not named)
        for name, each in part.items()
        if named or not (name in WORDS or name.startswith("x-"))
    }


def promised(contract: Document) -> Document:
    """Return the paths and schemas alone, without refusals: what is compared."""
    for methods in contract["paths"].values():
        for operation in methods.values():
            answers = operation["responses"].items()
            operation["responses"] = {status: it for status, it in answers if status < "400"}
    return {
        "paths": contract["paths"],
        "components": {"schemas": contract["components"]["schemas"]},
    }


def written(contract: Document) -> str:
    """Return the contract with a path and a schema a line, so that a change of one shows."""
    parts = {"paths": contract["paths"], "schemas": contract["components"]["schemas"]}
    paths, schemas = (
        ",\n".join(
            f"{json.dumps(name)}:{json.dumps(it, separators=(',', ':'))}"
            for name, it in part.items()
        )
        for part in parts.values()
    )
    return f'{{"paths":{{\n{paths}\n}},\n"components":{{"schemas":{{\n{schemas}\n}}}}}}\n'


class Comparison:
    """Two documents, and what was compared of them already: schemas refer to each other."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.seen: set[tuple[str, str, bool]] = set()

    def breaking(self) -> Iterator[str]:
        """Yield a sentence for each change that breaks a client."""
        for path, methods in self.old["paths"].items():
            for method, operation in methods.items():
                name = f"{method.upper()} {path}"
                follower = self.new["paths"].get(path, {}).get(method)
                if follower is None:
                    yield f"{name} is gone"
                else:
                    yield from self.operation(name, operation, follower)

    def operation(self, name: str, old: Document, new: Document) -> Iterator[str]:
        if old["operationId"] != new["operationId"]:
            yield f"{name} is called {new['operationId']}, was {old['operationId']}"
        lost = scopes(new) - scopes(old)
        if lost or ("security" in new and "security" not in old):
            yield f"{name} needs more rights: {', '.join(sorted(lost)) or 'a sign-in'}"
        yield from self.parameters(name, old, new)
        yield from self.request(name, old, new)
        for status, answer in old["responses"].items():
            if status < "400":
                yield from self.answer(f"{name} {status}", answer, new["responses"].get(status))

    def parameters(self, name: str, old: Document, new: Document) -> Iterator[str]:
        before, after = by_name(old), by_name(new)
        for key, parameter in before.items():
            where = f"{name}, parameter {key[1]}"
            if key not in after:
                yield f"{where} is gone"
            else:
                yield from self.schema(where, parameter["schema"], after[key]["schema"], asks=True)
        for key, parameter in after.items():
            if parameter.get("required") and not before.get(key, {}).get("required"):
                yield f"{name}, parameter {key[1]} is required"

    def request(self, name: str, old: Document, new: Document) -> Iterator[str]:
        before, after = (each.get("requestBody", {}) for each in (old, new))
        if after.get("required") and not before.get("required"):
            yield f"{name} needs a body"
        for media, body in before.get("content", {}).items():
            if media not in after.get("content", {}):
                yield f"{name} reads no {media}"
            else:
                follower = after["content"][media]["schema"]
                yield from self.schema(f"{name}, body", body["schema"], follower, asks=True)

    def answer(self, name: str, old: Document, new: Document | None) -> Iterator[str]:
        if new is None:
            yield f"{name} is not answered"
            return
        old, new = resolved(self.old, old), resolved(self.new, new)
        yield from (f"{name} has no {each}" for each in missing(old, new, "headers"))
        yield from (f"{name} is no {each}" for each in missing(old, new, "content"))
        for media, body in old.get("content", {}).items():
            follower = new.get("content", {}).get(media, {}).get("schema", {})
            if "schema" in body and follower:
                yield from self.schema(f"{name}, answer", body["schema"], follower, asks=False)

    def schema(self, where: str, old: Document, new: Document, *, asks: bool) -> Iterator[str]:
        """Compare what was sent (`asks`) or answered, and is now."""
        if "$ref" in old and "$ref" in new:
            mark = (old["$ref"], new["$ref"], asks)
            if mark in self.seen:
                return
            self.seen.add(mark)
        old, new = resolved(self.old, old), resolved(self.new, new)
        yield from self.kinds(where, old, new, asks=asks)
        yield from self.fields(where, old, new, asks=asks)
        if "items" in old and "items" in new:
            yield from self.schema(f"{where}[]", old["items"], new["items"], asks=asks)
        if asks:
            yield from tighter(where, old, new)

    def kinds(self, where: str, old: Document, new: Document, *, asks: bool) -> Iterator[str]:
        """Compare types: a request must take every one it took, an answer may give no other."""
        before, after = types(self.old, old), types(self.new, new)
        lost = before - after if asks else after - before
        if lost and before and after:
            yield f"{where} {'takes no' if asks else 'may be'} {', '.join(sorted(lost))}"
        gone = set(map(str, old.get("enum", []))) - set(map(str, new.get("enum", [])))
        if asks and "enum" in new and gone:
            yield f"{where} takes no {', '.join(sorted(gone))}"
        for one, other in zip(options(old), options(new), strict=False):
            yield from self.schema(where, one, other, asks=asks)

    def fields(self, where: str, old: Document, new: Document, *, asks: bool) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for field, value in before.items():
            if field not in after:
                yield f"{where}.{field} is gone"
            else:
                yield from self.schema(f"{where}.{field}", value, after[field], asks=asks)
        required, was = set(new.get("required", [])), set(old.get("required", []))
        if asks:
            yield from (f"{where}.{field} is required" for field in sorted(required - was))
        else:
            left_out = (was - required) & set(after)
            yield from (f"{where}.{field} may be left out" for field in sorted(left_out))


def resolved(document: Document, part: Document) -> Document:
    while "$ref" in part:
        found: Any = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part


def scopes(operation: Document) -> set[str]:
    return {
        scope for need in operation.get("security", []) for each in need.values() for scope in each
    }


def by_name(operation: Document) -> dict[tuple[str, str], Document]:
    return {(each["in"], each["name"]): each for each in operation.get("parameters", [])}


def missing(old: Document, new: Document, kind: str) -> list[str]:
    return [name for name in old.get(kind, {}) if name not in new.get(kind, {})]


def options(schema: Document) -> list[Document]:
    every: list[Document] = schema.get("anyOf") or schema.get("oneOf") or []
    return [each for each in every if each.get("type") != "null"]


def types(document: Document, schema: Document) -> set[str]:
    """Return the types that a value may have; none if it may have any."""
    schema = resolved(document, schema)
    kinds = schema.get("anyOf") or schema.get("oneOf")
    if kinds:
        return {kind for each in kinds for kind in types(document, each)}
    form = f" ({schema['format']})" if "format" in schema else ""
    return {f"{schema['type']}{form}"} if "type" in schema else set()


def tighter(where: str, old: Document, new: Document) -> Iterator[str]:
    """Yield the limits of a request that leave less room than before."""
    for limit in AT_MOST:
        if limit in new and new[limit] < old.get(limit, float("inf")):
            yield f"{where} has the {limit} {new[limit]}"
    for limit in AT_LEAST:
        if limit in new and new[limit] > old.get(limit, float("-inf")):
            yield f"{where} has the {limit} {new[limit]}"


def not_accepted(old: Document, new: Document, accepted: str) -> list[str]:
    """Return the changes that break and that nobody decided on."""
    return [each for each in Comparison(old, new).breaking() if f"- {each}\n" not in accepted]


def main() -> int:
    document = json.loads(NOW.read_text(encoding="utf-8"))
    if "--release" in sys.argv:
        RELEASED.write_text(written(promised(contract_of(document))), encoding="utf-8")
        return 0
    old = json.loads(RELEASED.read_text(encoding="utf-8"))
    found = not_accepted(old, contract_of(document), ACCEPTED.read_text(encoding="utf-8"))
    sys.stdout.writelines(f"{each}\n" for each in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
