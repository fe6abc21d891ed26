"""Refuse a lock that does not hold what pyproject.toml asks for, or that tells where files lie."""

import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==\S+", re.MULTILINE)
HASHED = re.compile(r"^\s+--hash=sha256:[0-9a-f]{64}", re.MULTILINE)
ADDRESS = re.compile(r"https?://|--index-url|--find-links")


def plain_name(requirement: str) -> str:
    name = re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def missing(asked: Iterable[str], lock: str) -> list[str]:
    pinned = {plain_name(name) for name in PINNED.findall(lock)}
    return sorted(plain_name(one) for one in asked if plain_name(one) not in pinned)


def faults() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"]
    wanted = {
        "requirements.txt": asked,
        "requirements-dev.txt": asked + project["dependency-groups"]["dev"],
    }
    found = []
    for name, needs in wanted.items():
        lock = (ROOT / name).read_text(encoding="utf-8")
        found += [f"{name} lacks {need}: run `make lock`" for need in missing(needs, lock)]
        if len(HASHED.findall(lock)) < len(PINNED.findall(lock)):
            found.append(f"{name} has packages without a hash")
        if ADDRESS.search(lock):
            found.append(f"{name} names an address")
    return found


if __name__ == "__main__":
    sys.exit("\n".join(faults()) or 0)
