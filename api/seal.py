"""Results are kept as pickles; a seal tells that we wrote them, before they are opened."""

import hashlib
import hmac
import os
import pickle
import secrets
from contextlib import suppress
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
        """The seal whose secret lies at `path`; made there the first time.

        Processes that start together find the same one: it has its name only when it is whole.
        """
        if not path.exists():
            made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
            handle = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                path.hardlink_to(made)
            made.unlink()
        return cls(path.read_bytes())

    def sign(self, words: str) -> str:
        """A signature of words, for tokens in forms."""
        return hmac.new(self._secret, words.encode(), hashlib.sha256).hexdigest()

    def close(self, value: Any) -> bytes:
        """A value as sealed bytes."""
        return self.put_on(pickle.dumps(value, protocol=5))

    def open(self, sealed: bytes) -> Any:
        """The value in sealed bytes.

        Raises:
            UnexpectedError: We did not seal them.
        """
        return pickle.loads(self.take_off(sealed))

    def put_on(self, data: bytes) -> bytes:
        """Bytes under our seal."""
        return hmac.digest(self._secret, data, "sha256") + data

    def take_off(self, sealed: bytes) -> bytes:
        """The bytes under our seal.

        Raises:
            UnexpectedError: We did not seal them.
        """
        mark, data = sealed[:_DIGEST], sealed[_DIGEST:]
        if not hmac.compare_digest(mark, hmac.digest(self._secret, data, "sha256")):
            raise UnexpectedError
        return data
