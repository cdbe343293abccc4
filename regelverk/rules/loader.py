"""Read the rule files of this folder, and refuse whatever is not plainly right.

A rule file is TOML with one array of tables, named after the file: `abbreviations.toml` holds
`[[abbreviations]]`. The fields of a dataclass are its schema. Unknown, missing and double keys,
wrong types, an entry without a source and two entries with the same identity are errors, so a slip
in the data is found at once and not in a ministry.
"""

import tomllib
from dataclasses import MISSING, Field, fields
from functools import cache
from importlib import resources
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from regelverk.errors import RuleError

Entry = TypeVar("Entry")


@cache
def load(name: str, entry: type[Entry]) -> tuple[Entry, ...]:
    """The entries of `rules/<name>.toml`, each as an `entry`: a frozen dataclass.

    Raises:
        RuleError: The file is missing or breaks the schema.
    """
    try:
        text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    except OSError as error:
        raise RuleError(source=f"{name}.toml", detail="filen finnes ikke") from error
    return parse(text, name, entry)


def parse(text: str, name: str, entry: type[Entry]) -> tuple[Entry, ...]:
    """The entries of a rule file's text. See `load`."""
    source = f"{name}.toml"
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(source=source, detail=str(error)) from error
    if set(tables) != {name} or not isinstance(tables[name], list):
        raise RuleError(source=source, detail=f"ventet bare oppføringer under [[{name}]]")
    hints = get_type_hints(entry)
    entries = tuple(_entry(table, entry, hints, source) for table in tables[name])
    _refuse_doubles(entries, source)
    return entries


def _entry(table: dict[str, Any], entry: type[Entry], hints: dict[str, Any], source: str) -> Entry:
    known: dict[str, Field[Any]] = {each.name: each for each in fields(entry)}  # type: ignore[arg-type]
    where = next((str(value) for value in table.values() if isinstance(value, str)), "?")
    if unknown := set(table) - set(known):
        raise RuleError(
            source=source, detail=f"«{where}» har ukjent nøkkel: {', '.join(sorted(unknown))}"
        )
    needed = {
        key
        for key, each in known.items()
        if each.default is MISSING and each.default_factory is MISSING
    }
    if missing := needed - set(table):
        raise RuleError(source=source, detail=f"«{where}» mangler: {', '.join(sorted(missing))}")
    if "source" in known and not str(table.get("source", "")).strip():
        raise RuleError(source=source, detail=f"«{where}» mangler kilde")
    values = {
        key: _value(value, hints[key], f"«{where}».{key}", source) for key, value in table.items()
    }
    return entry(**values)


def _value(value: Any, hint: Any, where: str, source: str) -> Any:
    """The value as the hinted type; lists become tuples, so that entries stay immutable."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        hint = next(choice for choice in get_args(hint) if choice is not type(None))
        origin = get_origin(hint)
    if origin is tuple and isinstance(value, list):
        inner = get_args(hint)[0]
        return tuple(_value(each, inner, where, source) for each in value)
    if origin is dict and isinstance(value, dict):
        inner = get_args(hint)[1]
        return {key: _value(each, inner, f"{where}.{key}", source) for key, each in value.items()}
    if isinstance(hint, type) and origin is None:
        if type(value) is hint or (hint is float and type(value) is int):
            return value
        if issubclass(hint, str) and isinstance(value, str):  # an enum of strings
            try:
                return hint(value)
            except ValueError:
                pass
    raise RuleError(source=source, detail=f"{where} har feil verdi: {value!r}")


def _refuse_doubles(entries: tuple[Entry, ...], source: str) -> None:
    """Refuse two entries with the same identity: the first field of the dataclass."""
    seen: set[object] = set()
    for each in entries:
        identity = getattr(each, fields(each)[0].name)  # type: ignore[arg-type]
        if identity in seen:
            raise RuleError(source=source, detail=f"«{identity}» står to ganger")
        seen.add(identity)
