"""Settings refuse what would be unsafe or nonsense, with a sentence."""

from argparse import Namespace
from typing import Any

import pytest
from pydantic import ValidationError

from api.commands.documents import settings as settings_command
from api.settings import Settings
from tests.database import ROOT

SAFE: dict[str, Any] = {"environment": "production", "database_url": "postgresql://db/rettidig"}
CITIZENS: dict[str, Any] = {
    "citizen_keys": "A" * 43 + "=",
    "citizen_index_keys": "an-index-key-of-at-least-32-characters",
}
SECRET = "a-secret-of-more-than-sixteen-characters"


def test_production_refuses_the_embedded_database() -> None:
    with pytest.raises(ValidationError, match="RETTIDIG_DATABASE_URL is required"):
        Settings(environment="production", secret_key=SECRET)


def test_production_refuses_the_default_secret() -> None:
    with pytest.raises(ValidationError, match="RETTIDIG_SECRET_KEY is required"):
        Settings(**SAFE)


@pytest.mark.parametrize("missing", CITIZENS)
def test_production_refuses_to_make_up_the_citizens_keys(missing: str) -> None:
    given = CITIZENS | {missing: " , "}

    with pytest.raises(ValidationError, match=f"RETTIDIG_{missing.upper()} .*required"):
        Settings(**SAFE, secret_key=SECRET, **given)


def test_production_with_all_is_accepted() -> None:
    assert Settings(**SAFE, secret_key=SECRET, **CITIZENS).database_url


@pytest.mark.parametrize(
    ("setting", "keys"),
    [
        ("citizen_keys", "too-short"),
        ("citizen_keys", "A" * 43 + "=,nøgle"),
        ("citizen_index_keys", "only-31-characters-are-too-few."),
        ("webhook_keys", "too-short"),
    ],
)
def test_refuses_what_is_no_key_without_showing_it(setting: str, keys: str) -> None:
    with pytest.raises(ValidationError, match=f"RETTIDIG_{setting.upper()}: each") as refused:
        Settings(**CITIZENS | {setting: keys})

    assert keys not in str(refused.value)


@pytest.mark.parametrize("networks", ["10.20.0.1/16", "intranet", "10.20.0.0/40"])
def test_what_is_no_network_is_refused(networks: str) -> None:
    with pytest.raises(ValidationError, match="RETTIDIG_WEBHOOK_ALLOW_PRIVATE: "):
        Settings(webhook_allow_private=networks)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 16"):
        Settings(secret_key="short")


def test_secrets_do_not_show() -> None:
    assert SECRET not in repr(Settings(secret_key=SECRET))


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    with pytest.raises(ValidationError):
        Settings(api_port=port)


def test_the_documented_table_is_the_program_s() -> None:
    documented = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    assert settings_command(Namespace()).text.strip() in documented
