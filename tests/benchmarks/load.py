"""Fifty users who ask for pages without a pause, from a process of their own.

    python -m tests.benchmarks.load ADDRESS TOKEN SECONDS USERS PATH…

Prints one JSON object: how long each answer took, and how many were not a page.
"""

import asyncio
import json
import re
import sys
import time
from itertools import count
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: (regelverk=[^;]+)", re.IGNORECASE)


class Browser:
    """One connection that is kept open, as a browser's; it asks for one thing at a time."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._cookie = b""

    async def open(self, token: str) -> None:
        """Connect, and log in with the start token."""
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)
        head, _ = await self.ask(f"/start?token={token}")
        found = _COOKIE.search(head)
        assert found is not None, head
        self._cookie = b"Cookie: " + found[1] + b"\r\n"

    async def ask(self, path: str) -> tuple[bytes, bytes]:
        """The head and the body of an answer."""
        asked = f"GET {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n".encode()
        self._writer.write(asked + self._cookie + b"\r\n")
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        return head, await self._reader.readexactly(int(length[1]) if length else 0)

    def close(self) -> None:
        """Let go of the connection."""
        self._writer.close()


async def _user(browser: Browser, number: int, paths: list[str], until: float) -> list[float]:
    """Ask for one page after another; an answer that is no page counts as endless."""
    taken: list[float] = []
    for at in count(number):
        if time.monotonic() >= until:
            return taken
        began = time.perf_counter()
        head, body = await browser.ask(paths[at % len(paths)])
        right = head.startswith(b"HTTP/1.1 200 ") and body.rstrip().endswith(b"</html>")
        taken.append(time.perf_counter() - began if right else float("inf"))
    raise AssertionError


async def _load(address: str, token: str, seconds: float, users: int, paths: list[str]) -> None:
    place = urlsplit(address)
    assert place.hostname in ("127.0.0.1", "localhost")
    browsers = [Browser(place.hostname, place.port or 80) for _ in range(users)]
    for each in browsers:
        await each.open(token)
    until = time.monotonic() + seconds
    taken = await asyncio.gather(
        *(_user(each, number, paths, until) for number, each in enumerate(browsers))
    )
    for each in browsers:
        each.close()
    told = sorted(each for one in taken for each in one)
    print(json.dumps({
        "answers": len(told),
        "errors": told.count(float("inf")),
        "p50": told[len(told) // 2],
        "p95": told[len(told) * 95 // 100],
        "longest": told[-1],
        "processor": time.process_time(),
    }))  # fmt: skip


if __name__ == "__main__":
    ADDRESS, TOKEN, SECONDS, USERS, *PATHS = sys.argv[1:]
    asyncio.run(_load(ADDRESS, TOKEN, float(SECONDS), int(USERS), PATHS))
