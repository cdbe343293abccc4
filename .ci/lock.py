"""Print pip's installation report as constraints: one `name==version` a line, nothing else."""

import json
import sys
from pathlib import Path


def constraints(report: str) -> list[str]:
    """The pins in a report of `pip install --report`, without the project itself."""
    packages = (entry["metadata"] for entry in json.loads(report)["install"])
    pins = {package["name"].lower(): package["version"] for package in packages}
    pins.pop("regelverk", None)
    return [f"{name}=={version}" for name, version in sorted(pins.items())]


if __name__ == "__main__":
    lines = ["# Made by `make lock`.", *constraints(Path(sys.argv[1]).read_text())]
    sys.stdout.write("\n".join(lines) + "\n")
