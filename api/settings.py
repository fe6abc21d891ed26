"""Every setting of the services, read once from RETTIDIG_… variables."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEVELOPMENT_SECRET = "only-for-development"  # noqa: S105 - production refuses it


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """The settings of the api, the worker and the command line."""

    model_config = SettingsConfigDict(env_prefix="RETTIDIG_", extra="ignore")

    environment: Environment = Field(
        Environment.DEVELOPMENT,
        description="`production` refuses the embedded database, plain-text web and the sample "
        "sign-ins.",
    )
    host: str = Field("127.0.0.1", description="Address that api and web listen on.")
    api_port: int = Field(8000, ge=1, le=65535, description="Port of the REST service.")
    web_port: int = Field(8001, ge=1, le=65535, description="Port of the pages.")
    data: Path = Field(
        Path(".data"), description="Folder of the embedded PostgreSQL and of what it writes."
    )
    database_url: str = Field(
        "",
        description="PostgreSQL 15 or newer, as `postgresql://user:password@host/name`. Empty: the "
        "embedded server in the data folder.",
    )
    pg_bin: Path | None = Field(
        None, description="Folder of other PostgreSQL programs for the embedded server."
    )
    secret_key: SecretStr = Field(
        SecretStr(DEVELOPMENT_SECRET),
        min_length=16,
        description="Signs page cursors. Production refuses the default.",
    )
    database_pool: int = Field(
        10, ge=1, le=100, description="Database connections each api process may hold."
    )
    lock_timeout_ms: int = Field(
        4000, ge=100, description="How long a request waits for a row another request has locked."
    )
    session_idle_minutes: int = Field(
        60, ge=1, description="A sign-in ends after this long without a request."
    )
    session_hours: int = Field(12, ge=1, description="A sign-in ends after this long in any case.")
    token_minutes: int = Field(
        60, ge=1, description="How long an access token of a machine client lives."
    )
    sign_in_attempts: int = Field(
        10,
        ge=1,
        description="Failed sign-ins allowed per name in 15 minutes; per address ten times as "
        "many, since a town hall may share one.",
    )
    trusted_proxies: str = Field(
        "127.0.0.1",
        description="Addresses whose X-Forwarded-For is believed: the pages, or a proxy before "
        "them. Several are separated by commas.",
    )
    max_body_bytes: int = Field(
        2_000_000, ge=1000, description="Largest request body that is read; more is answered 413."
    )
    idempotency_hours: int = Field(
        48, ge=24, description="How long an answer is kept for its Idempotency-Key."
    )

    @model_validator(mode="after")
    def production_is_explicit(self) -> Self:
        production = self.environment is Environment.PRODUCTION
        if production and not self.database_url:
            raise ValueError(
                "RETTIDIG_DATABASE_URL is required in production: "
                "the embedded database is for one machine only."
            )
        if production and self.secret_key.get_secret_value() == DEVELOPMENT_SECRET:
            raise ValueError("RETTIDIG_SECRET_KEY is required in production.")
        return self


@cache
def get_settings() -> Settings:
    return Settings()
