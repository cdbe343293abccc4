"""Office files are zips that note when they were packed; the same result must be the same file."""

import zipfile
from io import BytesIO
from typing import Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first day a zip can hold."""


def steady(data: bytes) -> bytes:
    """The same zip with every file dated 1 January 1980."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
