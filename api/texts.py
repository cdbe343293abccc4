"""The service's own words, in bokmål and nynorsk, from `texts.toml`."""

from functools import cache
from importlib import resources

from regelverk.errors import RuleError
from regelverk.rules.loader import parse
from regelverk.rules.texts import Text

LANGUAGES = ("nb", "nn")


@cache
def texts() -> dict[str, Text]:
    """Every text by its name."""
    data = resources.files(__package__).joinpath("texts.toml").read_text(encoding="utf-8")
    return {each.name: each for each in parse(data, "texts", Text)}


def say(name: str, language: str = "nb", /, **values: object) -> str:
    """A text in `nb` or `nn`, filled in.

    Raises:
        RuleError: There is no text of that name.
    """
    entry = texts().get(name)
    if entry is None:
        raise RuleError(source="texts.toml", detail=f"«{name}» finnes ikke")
    return (entry.nn if language == "nn" else entry.nb).format(**values)
