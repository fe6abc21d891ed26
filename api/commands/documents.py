"""The commands that write what the program knows of itself: its interface, its settings."""

import json
from argparse import Namespace
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from api.commands.answer import Answer

READERS = {"api": "api.settings", "web": "web.settings"}


def openapi(options: Namespace) -> Answer:
    """Give the OpenAPI document of the REST interface."""
    document = import_module("api.main").create_app().openapi()
    if options.output is None:
        return Answer(document, json.dumps(document, ensure_ascii=False, indent=2))
    text = json.dumps(document, ensure_ascii=False, indent=2)
    Path(options.output).write_text(f"{text}\n", encoding="utf-8")
    facts = {"output": options.output, "paths": len(document["paths"])}
    return Answer(facts, f"{options.output}: {facts['paths']} paths.")


def settings(_: Namespace) -> Answer:
    """List every setting, as the table of docs/settings.md."""
    rows = list(all_settings().values())
    table = ["| Variable | Default | Read by | Meaning |", "|---|---|---|---|"]
    for row in rows:
        default = f"`{row['default']}`" if row["default"] else ""
        meaning = row["meaning"].replace("|", r"\|")
        table.append(f"| `{row['variable']}` | {default} | {row['read_by']} | {meaning} |")
    return Answer({"settings": rows}, "\n".join(table))


def all_settings() -> dict[str, dict[str, str]]:
    """Return the settings of both services, those that both read once."""
    found: dict[str, dict[str, str]] = {}
    for reader, module in READERS.items():
        model: type[BaseModel] = import_module(module).Settings
        for name, field in model.model_fields.items():
            row = found.setdefault(name, described(name, field) | {"read_by": ""})
            row["read_by"] = f"{row['read_by']}, {reader}".removeprefix(", ")
    return found


def described(name: str, field: FieldInfo) -> dict[str, str]:
    return {
        "variable": f"RETTIDIG_{name.upper()}",
        "default": written(field.default),
        "meaning": field.description or "",
    }


def written(default: Any) -> str:
    if default is None:
        return ""
    if isinstance(default, SecretStr):
        return default.get_secret_value()
    return str(default.value if isinstance(default, Enum) else default)
