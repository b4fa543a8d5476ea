"""What a page costs before it is read: Starlette on uvicorn, set up like the demo store, with one body of so many bytes."""

import json
import socket
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def main() -> None:
    """Serve until told to stop; say the address first, as the demo store does."""
    body = b"x" * int(sys.argv[1])

    async def answer(_request: Request) -> Response:
        return Response(body, 200, {"request-id": "req_000000000001"}, "application/json")

    # The protocol is named, as the demo store does it: without, every answer waits for the other side's acknowledgement.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    print(
        json.dumps({"url": f"http://127.0.0.1:{listener.getsockname()[1]}", "api_token": "x" * 32}),
        flush=True,
    )
    config = uvicorn.Config(
        Starlette(routes=[Route("/v1/charges", answer)]),
        http="h11",
        ws="none",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
