"""How the pages talk to the api: the one place that knows httpx.

    async def plan_page(request: Request, api: Api) -> Response:
        plan, etag = await api.get("/v1/plans/7")
        tracks = await api.get_all("/v1/tracks", plan="7")           # follows `next` to the end
        made, etag = await api.post("/v1/plans", body, submission=form.submission)
        done, etag = await api.post("/v1/tracks/7/status-updates", body,
                                    submission=form.submission, etag=form.etag)   # an act
        kept, etag = await api.put("/v1/plans/7", body, etag=form.etag)
        await api.delete("/v1/plans/7", etag=form.etag)
    export = await api.file("/v1/deadlines/export", format="csv")        # its bytes as they come
    newer = await api.file_unless(tags, "/v1/calendars/….ics")           # newer.same: no bytes
    done, etag = await api.send_file("/v1/case-imports", parts, headers, dry_run=True)   # its own

A body may hold dates, Decimals and UUIDs. A query value of None is left out. What the api refuses
is raised as ApiRefused; a page catches it only to show it in its own form (`form.take(refused)`).
All else has its page already: SignedOut leads to the sign-in, ApiUnreachable says what is safe.
"""

import json
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, NamedTuple
from uuid import UUID, uuid4

import httpx
from fastapi import Depends, Request

from web.language import language_of
from web.session_cookie import session_token
from web.settings import Settings, get_settings

PROBLEM: Final = "application/problem+json"
NOT_SIGNED_IN: Final = 401
SIGN_IN_REFUSED: Final = "sign_in_refused"
LARGEST_PAGE: Final = 1000
OF_A_FILE: Final = ("Content-Type", "Content-Disposition", "Content-Language", "ETag")
NOT_MODIFIED: Final = 304


class Answer(NamedTuple):
    """What the api sent, and the version it has."""

    json: Any
    etag: str | None


class File(NamedTuple):
    """A file as the api sends it: what its headers say of it, and its bytes as they come.

    One that is the `same` as the asker has already comes without bytes.
    """

    headers: Mapping[str, str]
    parts: AsyncIterator[bytes]
    same: bool = False


class Fault(NamedTuple):
    """One thing wrong in what was sent; the pointer names the place, as `/finish_on`."""

    pointer: str
    code: str
    detail: str


class ApiRefused(Exception):
    """The api understood and said no. The detail is fit to show."""

    def __init__(self, status: int, problem: Mapping[str, Any], retry_after: int | None = None):
        super().__init__(f"{status} {problem.get('code')}")
        self.status = status
        self.code: str = problem.get("code") or ""
        self.detail: str = problem.get("detail") or ""
        self.errors = [
            Fault(fault.get("pointer") or "", fault.get("code") or "", fault.get("detail") or "")
            for fault in problem.get("errors") or []
        ]
        self.current: dict[str, Any] | None = problem.get("current")
        self.current_etag: str | None = problem.get("current_etag")
        self.request_id: str | None = problem.get("request_id")
        self.retry_after = retry_after


class SignedOut(Exception):
    """Nobody is signed in, or the session has ended."""


class ApiUnreachable(Exception):
    """The api gave no answer that can be used."""


def plain(value: object) -> str | float:
    """Return what JSON has no form for as ISO text or number."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a request to the api")


class ApiClient:
    """The api on behalf of one request: its session, its language, its request id."""

    def __init__(self, http: httpx.AsyncClient, headers: Mapping[str, str]) -> None:
        self._http = http
        self._headers = dict(headers)

    async def get(self, path: str, **query: Any) -> Answer:
        asked = {name: value for name, value in query.items() if value is not None}
        return await self._send("GET", path, params=asked)

    async def get_all(self, path: str, **query: Any) -> list[Any]:
        """Return every item of a list, page after page."""
        asked = {"limit": LARGEST_PAGE, **query}
        page = (await self.get(path, **asked)).json
        items = list(page["items"])
        while page["next"]:
            page = (await self.get(path, **asked, cursor=page["next"])).json
            items.extend(page["items"])
        return items

    async def file(self, path: str, **query: Any) -> File:
        """Open a file; what is refused is raised before the first byte."""
        asked = {name: value for name, value in query.items() if value is not None}
        return file_of(await self._opened(path, params=asked))

    async def file_unless(self, tags: str | None, path: str) -> File:
        """Open a file, unless it is still one with these ETags, as If-None-Match has them."""
        return file_of(await self._opened(path, {"If-None-Match": tags} if tags else {}))

    async def _opened(
        self, path: str, headers: Mapping[str, str] | None = None, **parts: Any
    ) -> httpx.Response:
        sent = {**self._headers, "Accept": "*/*", **(headers or {})}
        request = self._http.build_request("GET", path, headers=sent, **parts)
        try:
            response = await self._http.send(request, stream=True)
            if not response.is_success:
                await response.aread()
        except httpx.HTTPError as error:
            raise ApiUnreachable(type(error).__name__) from error
        return response

    async def post(
        self, path: str, body: Any = None, *, submission: str = "", etag: str = ""
    ) -> Answer:
        """Create or act; the same submission sent twice is done once."""
        once = {"Idempotency-Key": submission or str(uuid4())}
        return await self._send("POST", path, **written(body, etag, once))

    async def send_file(
        self, path: str, parts: AsyncIterator[bytes], headers: Mapping[str, str], **query: Any
    ) -> Answer:
        """Send a file as it comes, and wait for what became of it."""
        waiting = self._http.timeout.as_dict() | {"read": get_settings().import_timeout_seconds}
        return await self._send(
            "POST",
            path,
            params=query,
            headers=headers,
            content=parts,
            timeout=httpx.Timeout(**waiting),
        )

    async def put(self, path: str, body: Any, *, etag: str) -> Answer:
        return await self._send("PUT", path, **written(body, etag))

    async def delete(self, path: str, *, etag: str = "") -> Answer:
        return await self._send("DELETE", path, **written(None, etag))

    async def _send(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **parts: Any
    ) -> Answer:
        sent = self._headers | dict(headers or {})
        try:
            response = await self._http.request(method, path, headers=sent, **parts)
        except httpx.HTTPError as error:
            raise ApiUnreachable(type(error).__name__) from error
        return answer_of(response)


def file_of(response: httpx.Response) -> File:
    """Return the file that an answer brings, or raise what went wrong."""
    same = response.status_code == NOT_MODIFIED
    if not response.is_success and not same:
        answer_of(response)
    told = {name: response.headers[name] for name in OF_A_FILE if name in response.headers}
    return File(told, parts_of(response), same)


async def parts_of(response: httpx.Response) -> AsyncIterator[bytes]:
    """Yield the bytes of an open answer, and close it whatever comes."""
    try:
        async for part in response.aiter_bytes():
            yield part
    finally:
        await response.aclose()


def written(body: Any, etag: str, more: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the body as JSON, and the headers that go with a change."""
    headers = dict(more or {})
    if etag:
        headers["If-Match"] = etag
    if body is None:
        return {"headers": headers}
    headers["Content-Type"] = "application/json"
    return {
        "headers": headers,
        "content": json.dumps(body, default=plain, ensure_ascii=False).encode(),
    }


def answer_of(response: httpx.Response) -> Answer:
    """Return the JSON of an answer, or raise what went wrong."""
    if response.is_success:
        return Answer(response.json() if response.content else None, response.headers.get("ETag"))
    if not response.headers.get("Content-Type", "").startswith(PROBLEM):
        raise ApiUnreachable(f"status {response.status_code} without a problem document")
    problem = response.json()
    if response.status_code == NOT_SIGNED_IN and problem.get("code") != SIGN_IN_REFUSED:
        raise SignedOut
    # The tag of what is there now may come as a header as well.
    current_etag = {"current_etag": problem.get("current_etag") or response.headers.get("ETag")}
    retry_after = response.headers.get("Retry-After", "")
    raise ApiRefused(
        response.status_code,
        {**problem, **current_etag},
        int(retry_after) if retry_after.isdecimal() else None,
    )


def open_http(settings: Settings, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """Open the connections of this process; making a client is slow, so there is one."""
    return httpx.AsyncClient(
        base_url=settings.api_base_url,
        transport=transport,
        timeout=settings.api_timeout_seconds,
        headers={"Accept": "application/json"},
        # The api is on our side of any proxy, and its certificates are the system's business.
        trust_env=False,
    )


def get_api(request: Request) -> ApiClient:
    headers = {
        "Accept-Language": language_of(request).code,
        "X-Request-Id": request.state.request_id,
    }
    if request.client:
        headers["X-Forwarded-For"] = request.client.host
    if token := session_token(request):
        headers["Authorization"] = f"Bearer {token}"
    return ApiClient(request.state.http, headers)


Api = Annotated[ApiClient, Depends(get_api)]
