#!/bin/sh
# Makes .venv ready: finds a Python, makes the environment, installs what constraints.txt pins.
# Does nothing when nothing has changed. PYTHON=… chooses another interpreter.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd -P)

# What the caller's environment says about *where* and *what* to install must not reach us;
# what it says about indexes, proxies and certificates must.
unset PYTHONHOME PYTHONPATH PIP_CONSTRAINT PIP_DRY_RUN PIP_NO_DEPS PIP_PREFIX PIP_PYTHON \
    PIP_REQUIRE_HASHES PIP_REQUIREMENT PIP_ROOT PIP_TARGET PIP_USER || true

say() { printf '%s\n' "$*" >&2; }

usable() { # spaCy has wheels for these versions
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        usable "$PYTHON" && { echo "$PYTHON"; return; }
        say "PYTHON=$PYTHON er ikke en Python fra 3.11 til 3.14."
        return 1
    fi
    for candidate in python3 python3.13 python3.12 python3.11 python3.14 python \
        "$HOME"/.pyenv/versions/3.1[1-4]*/bin/python3; do
        usable "$candidate" && { echo "$candidate"; return; }
    done
    say "Fant ingen Python fra 3.11 til 3.14. Installer en (Debian og Ubuntu: apt install python3"
    say "python3-venv), eller oppgi den: make PYTHON=/sti/til/python3 …"
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

make_venv() { # $1 = interpreter
    rm -rf .venv
    "$1" -m venv .venv >/dev/null 2>&1 && return
    # Debian's Python has no ensurepip before python3-venv is installed: borrow another pip.
    rm -rf .venv
    if "$1" -m pip --version >/dev/null 2>&1 && "$1" -m venv --without-pip .venv &&
        "$1" -m pip --python .venv/bin/python install --quiet --no-user pip; then
        return
    fi
    rm -rf .venv
    "$1" -m virtualenv --quiet .venv 2>/dev/null && return
    rm -rf .venv
    if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
        say "Installerer python3-venv …"
        as_root apt-get update -q >&2 || true
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q python3-venv >&2 || true
        "$1" -m venv .venv && return
    fi
    rm -rf .venv
    say "$1 kan ikke lage et virtuelt miljø. Debian og Ubuntu: sudo apt install python3-venv"
    return 1
}

healthy() { # the environment works, was made here, and by the interpreter asked for
    usable .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1 || return 1
    [ ! -e .venv/made-in ] || [ "$(cat .venv/made-in)" = "$here" ] || return 1
    [ -z "${PYTHON:-}" ] || [ "$("$PYTHON" -V 2>&1)" = "$(.venv/bin/python -V)" ]
}

wanted=$(printf '%s\n' "$here" && cat pyproject.toml constraints.txt | cksum)
if [ "$(cat .venv/ready 2>/dev/null)" = "$wanted" ] && usable .venv/bin/python &&
    { [ -z "${PYTHON:-}" ] || healthy; }; then
    exit 0
fi

if ! healthy; then
    python=$(find_python)
    say "Lager .venv med $("$python" -V) …"
    make_venv "$python"
fi
printf '%s\n' "$here" >.venv/made-in
rm -f .venv/ready
say "Installerer det Regelverk trenger (første gang noen minutter) …"
pip_install() {
    .venv/bin/python -m pip install -qq --no-user --disable-pip-version-check -c constraints.txt "$@"
}
pip_install pip hatchling
pip_install --no-build-isolation -e '.[dev]'
printf '%s\n' "$wanted" >.venv/ready
