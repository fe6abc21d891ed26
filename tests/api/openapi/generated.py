"""A client made from the document by somebody else's tool, once for each document."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.database import DATA

PACKAGE = "rettidig_client"
CLIENTS = DATA / "clients"
DAY = 24 * 60 * 60
# Nothing is formatted afterwards, and files are taken as what they are: bytes.
SETTINGS = {
    "package_name_override": PACKAGE,
    "post_hooks": [],
    "content_type_overrides": {
        "application/x-ndjson": "application/octet-stream",
        "text/csv": "application/octet-stream",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
            "application/octet-stream"
        ),
    },
}


def client_of(document: dict[str, Any]) -> Path:
    """Return the folder that holds the client's package, making it if the document is new.

    A warning of the tool is a failure: it names what no client made by it could do.
    """
    text = json.dumps(document)
    folder = CLIENTS / hashlib.sha256(text.encode()).hexdigest()[:16]
    if folder.exists():
        return folder
    draft = CLIENTS / f"draft_{os.getpid()}"
    draft.mkdir(parents=True, exist_ok=True)
    (draft / "openapi.json").write_text(text, encoding="utf-8")
    (draft / "settings.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    made = subprocess.run(
        [
            *(sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"),
            *("--path", draft / "openapi.json", "--config", draft / "settings.json"),
            *("--meta", "none", "--output-path", draft / PACKAGE, "--overwrite"),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_COLOR": "1"},
    )
    assert made.returncode == 0, made.stdout + made.stderr
    draft.replace(folder)
    forget_older(folder)
    return folder


def forget_older(folder: Path) -> None:
    """Remove the clients of documents that were today's a day ago or earlier."""
    for other in CLIENTS.iterdir():
        if other != folder and other.stat().st_mtime < time.time() - DAY:
            shutil.rmtree(other, ignore_errors=True)
