"""The settings of the pages, read once from RETTIDIG_… variables."""

from enum import StrEnum
from functools import cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Settings(BaseSettings):
    """The settings of the pages."""

    model_config = SettingsConfigDict(env_prefix="RETTIDIG_", extra="ignore")

    environment: Environment = Field(
        Environment.DEVELOPMENT,
        description="`production` gives the session cookie only to https and keeps fault "
        "messages out of the log.",
    )
    host: str = Field("127.0.0.1", description="Address that api and web listen on.")
    api_url: str = Field(
        "", description="Where the pages find the api. Empty: this machine, on the api's port."
    )
    api_port: int = Field(8000, ge=1, le=65535, description="Port of the REST service.")
    web_port: int = Field(8001, ge=1, le=65535, description="Port of the pages.")
    web_origin: str = Field(
        "",
        description="The address people type, as `https://rettidig.example.dk`: for links to the "
        "pages, and if a proxy hides it from them.",
    )
    trusted_proxies: str = Field(
        "127.0.0.1",
        description="Addresses whose X-Forwarded-For is believed: the pages, or a proxy before "
        "them. Several are separated by commas.",
    )
    api_timeout_seconds: float = Field(
        20.0, gt=0, description="How long a page waits for the api before it says so."
    )
    import_timeout_seconds: float = Field(
        3600.0, gt=0, description="How long a page waits for a file of cases to be imported."
    )
    max_import_bytes: int = Field(
        1_000_000_000,
        ge=1000,
        description="Largest file of cases that is imported; more is answered 413.",
    )

    @property
    def api_base_url(self) -> str:
        return (self.api_url or f"http://127.0.0.1:{self.api_port}").rstrip("/")

    @property
    def production(self) -> bool:
        return self.environment is Environment.PRODUCTION


@cache
def get_settings() -> Settings:
    return Settings()
