"""Ask the vulnerability service about every library that constraints.txt pins.

Where the service does not answer, this says so plainly and succeeds: a check that needs the
network must not stop whoever has none. A known vulnerability fails.
"""

import json
import subprocess
import sys

_SECONDS = 300
_SKIPPED = "Known vulnerabilities were NOT checked: "


def say(words: str) -> None:
    """Write a line."""
    sys.stdout.write(f"{words}\n")


def main() -> int:
    """Run pip-audit, and tell what it found; gives the exit code."""
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pip_audit", "-r", "constraints.txt", "--no-deps",
             "--disable-pip", "--progress-spinner", "off", "--timeout", "10", "-f", "json"],
            capture_output=True, text=True, check=False, timeout=_SECONDS,
        )  # fmt: skip
        libraries = json.loads(run.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        say(f"{_SKIPPED}the service did not answer in {_SECONDS} seconds.")
        return 0
    except (ValueError, KeyError):
        say(f"{_SKIPPED}the service did not answer.")
        return 0
    known = [each for each in libraries if "skip_reason" not in each]
    if not known:
        say(f"{_SKIPPED}the service knows none of the {len(libraries)} libraries from here.")
        return 0
    found = [(each, one) for each in known for one in each["vulns"]]
    for library, one in found:
        fixed = ", ".join(one["fix_versions"]) or "no version yet"
        say(f"{library['name']} {library['version']}: {one['id']}, mended in {fixed}")
    say(f"{len(known)} of {len(libraries)} libraries checked, {len(found)} vulnerabilities known.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
