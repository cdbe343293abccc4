"""How often something may be done: counted over a window that slides.

Time is cut in stretches as long as the window; what was counted in the last one weighs as much as
the window still covers of it. So two numbers for each who asks are enough.
"""

import math
import time
from dataclasses import dataclass
from threading import Lock

from cachetools import TTLCache

from api.errors import TooManyError

_MINUTE = 60
_MOST_KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in so many seconds; `name` tells limits apart where they are kept."""

    name: str
    most: int
    seconds: int

    def wait(self, before: int, count: int, past: float) -> float:
        """How many seconds to wait before the count is within the limit again; 0 where it is.

        Args:
            before: How many there were in the last stretch.
            count: How many there are in this one.
            past: How much of this stretch has passed, in seconds.

        Example:
            >>> limit = Limit("login", 10, 60)
            >>> limit.wait(10, 5, 30.0), limit.wait(10, 8, 30.0), limit.wait(0, 20, 30.0)
            (0.0, 18.0, 60.0)
        """
        weight = 1 - past / self.seconds
        if before * weight + count <= self.most:
            return 0.0
        if count <= self.most:
            return self.seconds * (weight - (self.most - count) / before)
        return self.seconds * weight + self.seconds * (1 - self.most / count)


class Pace:
    """Bounds each browser's and each program's requests in a minute, in this process.

    It spares the machine and guards no secret, so it is counted in memory: several processes
    give so many times the limit. What guards secrets is counted in the database; see
    `api.services.rates`.
    """

    def __init__(self, most: int) -> None:
        self._limit = Limit("requests", most, _MINUTE)
        self._counts: TTLCache[tuple[str, int], int] = TTLCache(2 * _MOST_KNOWN, 2 * _MINUTE)
        self._lock = Lock()

    def spend(self, who: str) -> None:
        """Count one request.

        Raises:
            TooManyError: There have been too many.
        """
        if not self._limit.most:
            return
        stretch, past = divmod(time.monotonic(), _MINUTE)
        this, last = (who, int(stretch)), (who, int(stretch) - 1)
        with self._lock:
            before, count = self._counts.get(last, 0), self._counts.get(this, 0) + 1
            wait = self._limit.wait(before, count, past)
            if not wait:
                self._counts[this] = count
        if wait:
            raise TooManyError(seconds=math.ceil(wait))
