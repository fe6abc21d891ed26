"""Run the pages: `python -m web`."""

import uvicorn

from web.settings import get_settings

if __name__ == "__main__":
    uvicorn.run(
        "web.main:create_app",
        factory=True,
        host=get_settings().host,
        port=get_settings().web_port,
        loop="uvloop",
        http="httptools",
        access_log=False,
        server_header=False,
        forwarded_allow_ips=get_settings().trusted_proxies,
        log_config=None,
    )
