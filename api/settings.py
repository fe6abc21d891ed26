"""Every setting of the services, read once from RETTIDIG_… variables."""

import binascii
from base64 import urlsafe_b64decode
from datetime import date
from enum import StrEnum
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.schema_version import ROOT

DEVELOPMENT_SECRET = "only-for-development"  # noqa: S105 - production refuses it
BYTES_OF_A_KEY = 32
LEAST_INDEX_KEY = 32


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """The settings of the api, the worker and the command line."""

    # Without the option an error would show all that was given, keys too.
    model_config = SettingsConfigDict(
        env_prefix="RETTIDIG_", extra="ignore", hide_input_in_errors=True
    )

    environment: Environment = Field(
        Environment.DEVELOPMENT,
        description="`production` refuses the embedded database, plain-text web and the sample "
        "sign-ins.",
    )
    host: str = Field("127.0.0.1", description="Address that api and web listen on.")
    api_port: int = Field(8000, ge=1, le=65535, description="Port of the REST service.")
    api_workers: int = Field(
        1, ge=1, le=64, description="Processes that answer for the REST service; one for each core."
    )
    web_port: int = Field(8001, ge=1, le=65535, description="Port of the pages.")
    data: Path = Field(
        Path(".data"),
        description="Folder of the embedded PostgreSQL, of what it writes, and of keys made here.",
    )
    database_url: str = Field(
        "",
        description="PostgreSQL 15 or newer, as `postgresql://user:password@host/name`. Empty: the "
        "embedded server in the data folder.",
    )
    protected_figures_from: date | None = Field(
        None,
        description="Day from which figures of complaints are told with small counts hidden: set "
        "it once, when old complaints have been brought in and before anything is told; later it "
        "would tell the same years anew. Empty: the day figures were first made.",
    )
    pg_bin: Path | None = Field(
        None, description="Folder of other PostgreSQL programs for the embedded server."
    )
    secret_key: SecretStr = Field(
        SecretStr(DEVELOPMENT_SECRET),
        min_length=16,
        description="Signs page cursors. Production refuses the default.",
    )
    citizen_keys: SecretStr = Field(
        SecretStr(""),
        description="Keys that encrypt CPR numbers and names, newest first, separated by commas; "
        "each 32 random bytes in URL-safe base64. Required in production; empty: made once, in the "
        "data folder.",
    )
    citizen_index_keys: SecretStr = Field(
        SecretStr(""),
        description="Secrets of at least 32 characters that citizens are looked up by their number "
        "with, newest first, separated by commas. Required in production; empty: made once, in the "
        "data folder.",
    )
    database_pool: int = Field(
        10, ge=1, le=100, description="Database connections each api process may hold."
    )
    read_pool: int = Field(
        4,
        ge=1,
        le=100,
        description="Connections each api process may hold beside, for quick reads of each kind.",
    )
    stream_pool: int = Field(
        4, ge=1, le=100, description="Whole sets that each api process streams at once at most."
    )
    stream_stall_seconds: float = Field(
        30, gt=0, description="A reader who takes nothing of a stream for so long is cut off."
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
    rate_search_per_minute: int = Field(
        6000,
        ge=0,
        description="Requests a machine client may make in a minute to read single things and "
        "lists, unless it has a limit of its own; 0 is any number.",
    )
    rate_export_per_minute: int = Field(
        60, ge=0, description="The same for whole sets, as streams or files."
    )
    rate_feed_per_minute: int = Field(1200, ge=0, description="The same for the feed of changes.")
    rate_write_per_minute: int = Field(
        3000, ge=0, description="The same for all that changes something."
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
    web_origin: str = Field(
        "",
        description="The address people type, as `https://rettidig.example.dk`: for links to the "
        "pages, and if a proxy hides it from them.",
    )
    max_body_bytes: int = Field(
        2_000_000, ge=1000, description="Largest request body that is read; more is answered 413."
    )
    max_import_bytes: int = Field(
        1_000_000_000,
        ge=1000,
        description="Largest file of cases that is imported; more is answered 413.",
    )
    idempotency_hours: int = Field(
        48, ge=24, description="How long an answer is kept for its Idempotency-Key."
    )
    lookups_kept_months: int = Field(
        24,
        ge=6,
        le=120,
        description="How many months it is kept who asked what of complaints: an audit can look so "
        "far back, and no further.",
    )
    api_origin: str = Field(
        "",
        pattern=r"^(https?://[^/?#\s]+)?$",
        description="The address that other systems reach the api at, as "
        "`https://api.rettidig.example.dk`. Webhooks name it; empty: they name paths only.",
    )
    webhook_allow_private: str = Field(
        "",
        description="Networks of one's own that webhooks may be sent into, as `10.20.0.0/16`, "
        "separated by commas. Empty: to public addresses only.",
    )
    webhook_allow_http: bool = Field(
        False, description="Let webhooks be sent without encryption too."
    )
    webhook_timeout_seconds: float = Field(
        15, gt=0, le=60, description="How long a receiver of a webhook has to answer."
    )
    webhook_keys: SecretStr = Field(
        SecretStr(""),
        description="Keys that encrypt the secrets of webhooks, newest first, separated by commas; "
        "each 32 random bytes in URL-safe base64. Empty: made from RETTIDIG_SECRET_KEY.",
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
        if production and not (in_order(self.citizen_keys) and in_order(self.citizen_index_keys)):
            raise ValueError(
                "RETTIDIG_CITIZEN_KEYS and RETTIDIG_CITIZEN_INDEX_KEYS are required in production: "
                "without them what is kept of citizens could not be read again."
            )
        return self

    @model_validator(mode="after")
    def keys_are_keys(self) -> Self:
        if not all(encrypts(key) for key in in_order(self.citizen_keys)):
            raise ValueError(
                "RETTIDIG_CITIZEN_KEYS: each key is 32 random bytes in URL-safe base64."
            )
        if any(len(key) < LEAST_INDEX_KEY for key in in_order(self.citizen_index_keys)):
            raise ValueError(
                f"RETTIDIG_CITIZEN_INDEX_KEYS: each has at least {LEAST_INDEX_KEY} characters."
            )
        if not all(encrypts(key) for key in in_order(self.webhook_keys)):
            raise ValueError(
                "RETTIDIG_WEBHOOK_KEYS: each key is 32 random bytes in URL-safe base64."
            )
        return self

    @model_validator(mode="after")
    def networks_are_networks(self) -> Self:
        try:
            _ = self.webhook_networks
        except ValueError as error:
            raise ValueError(f"RETTIDIG_WEBHOOK_ALLOW_PRIVATE: {error}.") from error
        return self

    @property
    def webhook_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        given = (name.strip() for name in self.webhook_allow_private.split(","))
        return tuple(ip_network(name) for name in given if name)


def in_order(keys: SecretStr) -> tuple[str, ...]:
    """Return the keys of a setting that holds several, the newest first."""
    return tuple(key.strip() for key in keys.get_secret_value().split(",") if key.strip())


def encrypts(key: str) -> bool:
    try:
        return len(urlsafe_b64decode(key)) == BYTES_OF_A_KEY
    except (binascii.Error, ValueError):
        return False


def data_folder(settings: Settings) -> Path:
    """Return where the data lies: unless it is set, beside the program, wherever that is called
    from."""
    if "data" in settings.model_fields_set:
        return settings.data.absolute()
    return ROOT / settings.data


@cache
def get_settings() -> Settings:
    return Settings()
