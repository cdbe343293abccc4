"""What a case's drafts are made from, and the users' words for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.store.tables import Case
from regelverk.drafting.reword import is_rewordable, ledd_in, reworded
from regelverk.drafting.types import Draft

OWN = "egen:"
"""What the name of a model clause that a case holds begins with."""


@dataclass(frozen=True, slots=True)
class OwnModel:
    """A model clause that a user has written: what to call it, heading, and ledd on a line each."""

    name: str
    heading: str
    text: str

    @property
    def wording(self) -> str:
        """It as the plain text that a model clause is read from: heading, then a ledd a block."""
        return "\n\n".join([" ".join(self.heading.split()), *ledd_in(self.text)])


@dataclass(frozen=True, slots=True)
class Choice:
    """What a case's drafts are made from.

    Attributes:
        model: The name of one that ships, `konsensus`, the address of a section of an act in the
            case, or `egen:` and the name of one that the case holds.
        approach: `sector` or `common`.
        elements: The elements the section is to have; the model's usual ones where none is named.
        own: The model clauses that the case holds.
    """

    model: str = "standard"
    approach: str = "sector"
    elements: tuple[str, ...] = ()
    own: tuple[OwnModel, ...] = field(default=())

    @classmethod
    def of(cls, case: Case) -> "Choice":
        """What was chosen in a case, or the usual."""
        kept = dict(case.drafting)
        kept["elements"] = tuple(kept.get("elements", ()))
        kept["own"] = tuple(OwnModel(**each) for each in kept.get("own", ()))
        return cls(**kept)

    @property
    def own_model(self) -> OwnModel | None:
        """The chosen model, where it is one that the case holds."""
        return next((each for each in self.own if f"{OWN}{each.name}" == self.model), None)

    @property
    def title(self) -> str:
        """What to call the model in files."""
        return self.model.removeprefix(OWN)


Edits = Mapping[str, Mapping[str, Any]]
"""The users' words by the key of the draft they are for: `heading` and `subsections`."""


def key_of_draft(draft: Draft) -> str:
    """What tells a draft from the others of its approach: its act, or its section of a new act."""
    return draft.law or draft.section


def edit_key(approach: str, key: str) -> str:
    """What the users' words for a draft are kept under; each approach has its own."""
    return key if approach == "sector" else f"{approach}/{key}"


def edits_of(case: Case, approach: str) -> dict[str, dict[str, Any]]:
    """The users' words for the drafts of an approach."""
    kept = {each.law: each for each in sorted(case.edits, key=lambda each: each.law)}
    other, prefix = edit_key("common", ""), edit_key(approach, "")
    return {
        key.removeprefix(prefix): {"heading": each.heading, "subsections": each.subsections}
        for key, each in kept.items()
        if key.startswith(other) == bool(prefix)
    }


def with_edits(drafts: Sequence[Draft], edits: Edits) -> tuple[Draft, ...]:
    """The drafts with the users' words in their place."""
    return tuple(
        reworded(each, edit["heading"], edit["subsections"])
        if (edit := edits.get(key_of_draft(each))) and is_rewordable(each)
        else each
        for each in drafts
    )
