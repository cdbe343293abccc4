"""The log in words."""

from api.services.log import Entry
from api.texts import say, texts


def in_words(entry: Entry, form: str) -> str:
    """What was done, as a sentence without its subject: the name stands beside it."""
    name = f"did_{entry.action.replace('-', '_')}"
    whom = entry.named or say("someone", form)
    return say(name, form, whom=whom) if name in texts() else entry.action
