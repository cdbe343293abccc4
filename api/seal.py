"""Results are kept as pickles; a seal tells that we wrote them, before they are opened."""

import hashlib
import hmac
import os
import pickle
import secrets
from pathlib import Path
from typing import Any

from api.errors import UnexpectedError

_DIGEST = hashlib.sha256().digest_size


class Seal:
    """Writes and opens sealed results with a secret that never leaves the data folder."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def of(cls, path: Path) -> "Seal":
        """The seal whose secret lies at `path`; made there the first time."""
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return cls(path.read_bytes())
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
        return cls(path.read_bytes())

    def sign(self, words: str) -> str:
        """A signature of words, for tokens in forms."""
        return hmac.new(self._secret, words.encode(), hashlib.sha256).hexdigest()

    def close(self, value: Any) -> bytes:
        """A value as sealed bytes."""
        data = pickle.dumps(value, protocol=5)
        return self._mark(data) + data

    def open(self, sealed: bytes) -> Any:
        """The value in sealed bytes.

        Raises:
            UnexpectedError: We did not seal them.
        """
        mark, data = sealed[:_DIGEST], sealed[_DIGEST:]
        if not hmac.compare_digest(mark, self._mark(data)):
            raise UnexpectedError
        return pickle.loads(data)

    def _mark(self, data: bytes) -> bytes:
        return hmac.digest(self._secret, data, "sha256")
