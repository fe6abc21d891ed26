"""Settings refuse what would be unsafe or nonsense, with a sentence."""

import pytest
from pydantic import ValidationError

from api.settings import Settings

SAFE = {"environment": "production", "database_url": "postgresql://db/rettidig"}
SECRET = "a-secret-of-more-than-sixteen-characters"


def test_production_refuses_the_embedded_database() -> None:
    with pytest.raises(ValidationError, match="RETTIDIG_DATABASE_URL is required"):
        Settings(environment="production", secret_key=SECRET)  # type: ignore[arg-type]


def test_production_refuses_the_default_secret() -> None:
    with pytest.raises(ValidationError, match="RETTIDIG_SECRET_KEY is required"):
        Settings(**SAFE)  # type: ignore[arg-type]


def test_production_with_both_is_accepted() -> None:
    assert Settings(**SAFE, secret_key=SECRET).database_url  # type: ignore[arg-type]


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValidationError, match="at least 16"):
        Settings(secret_key="short")  # type: ignore[arg-type]


def test_secrets_do_not_show() -> None:
    assert SECRET not in repr(Settings(secret_key=SECRET))  # type: ignore[arg-type]


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_a_port_that_is_none_is_refused(port: int) -> None:
    with pytest.raises(ValidationError):
        Settings(api_port=port)
