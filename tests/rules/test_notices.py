"""Notices of the readers, in both language forms."""

import re
from pathlib import Path

import pytest

import regelverk
from regelverk.rules import notices
from regelverk.rules.loader import load

_FIELD = re.compile(r"\{(\w+)\}")


def test_both_forms_are_filled_in_with_the_same_values() -> None:
    """No notice can fail in one form only, and none is left in the other's words."""
    every = load("notices", notices.NoticeText)
    assert len(every) > 10
    for each in every:
        assert set(_FIELD.findall(each.nb)) == set(_FIELD.findall(each.nn)), each.name
        assert each.nb != each.nn, each.name


def test_every_notice_that_is_given_is_known() -> None:
    """A reader cannot name a notice that has no words."""
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(regelverk.__file__).parent.rglob("*.py") if path.name != "notices.py"
    )  # fmt: skip
    given = set(re.findall(r'\bnotice\(\s*"(\w+)"', code))
    assert given == {each.name for each in load("notices", notices.NoticeText)}


@pytest.mark.parametrize(("form", "words"), [("nb", "fordi den ikke"), ("nn", "fordi han ikkje")])
def test_a_notice_is_told_in_the_readers_form(form: str, words: str) -> None:
    """What the reading has to say reaches the user in bokmål or nynorsk."""
    made = regelverk.read(regelverk.NamedBytes("gammel.txt", "Blåbær på øya.".encode("latin-1")))
    assert [words in each.text(form) for each in made.notices] == [True]
