"""What machines ask the pages: alive, ready, how fast."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from web.api_client import Api, ApiRefused, ApiUnreachable
from web.observe import metrics

router = APIRouter()


@router.get("/health/live")
async def live() -> dict[str, str]:
    return {"status": "live"}


@router.get("/health/ready")
async def ready(api: Api) -> Response:
    """Ready means: the api is."""
    try:
        await api.get("/health/ready")
    except (ApiRefused, ApiUnreachable) as missing:
        return JSONResponse({"status": "waiting", "for": "api", "why": str(missing)}, 503)
    return JSONResponse({"status": "ready"})


@router.get("/metrics")
async def measurements(_: Request) -> Response:
    return Response(metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")
