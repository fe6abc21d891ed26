"""Run the pages: `python -m web`."""

import uvicorn

from web.settings import get_settings

if __name__ == "__main__":
    uvicorn.run(
        "web.main:create_app",
        factory=True,
        host=get_settings().host,
        port=get_settings().web_port,
        access_log=False,
        log_config=None,
    )
