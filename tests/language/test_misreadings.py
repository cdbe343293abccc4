"""Words and names that text recognition misread."""

from regelverk.language.misreadings import mended, misread, misread_capitals

NAMES = frozenset({"helsedirektoratet", "utdanningsdirektoratet"})


def _mended(text: str) -> dict[str, str]:
    return {each.quote: each.suggestion for each in mended(text, (), NAMES)}


def test_misread_words_are_put_right() -> None:
    """Figures and joined letters that no Norwegian word has, and names a letter astray."""
    text = "He1sedirektoratet og Utdannlngsdirektoratet skal arbeide sarnmen om henvende1ser."
    assert _mended(text) == {
        "He1sedirektoratet": "Helsedirektoratet",
        "Utdannlngsdirektoratet": "Utdanningsdirektoratet",
        "sarnmen": "sammen",
        "henvende1ser": "henvendelser",
    }
    assert all(text[each.span.start : each.span.end] == each.quote
               for each in mended(text, (), NAMES))  # fmt: skip


def test_rare_words_are_left_alone() -> None:
    """A word that the lexicon lacks is no misreading of one that only looks like it."""
    assert _mended("Ungdom som sliter, trenger skateparkvakter. Se TB2027 og kap. 231.") == {}


def test_names_are_found_as_they_may_be_misread() -> None:
    """Patterns match the name itself, its misreadings, and no other name."""
    assert misread("nattlys").fullmatch("natt1ys")
    assert not misread("nattlys").fullmatch("dagslys")
    assert misread_capitals("SYBU").fullmatch("5Y8U")
    assert not misread_capitals("SYBU").fullmatch("sybu")


def test_a_name_is_known_though_rn_was_read_as_m() -> None:
    """`statsforvalteme` shows nothing suspicious, but looks like a name and is no word."""
    (found,) = mended("Vi ber statsforvalteme svare.", (), frozenset({"statsforvalterne"}))
    assert found.suggestion == "statsforvalterne"
