"""The user's API tokens. Only a logged-in browser makes and withdraws them, never a token."""

from fastapi import APIRouter

from api.schemas import Identifier
from api.schemas_people import TokenIn, TokenMade, TokenOut
from api.services import tokens
from api.web import Parts, Who

router = APIRouter()


@router.get("/tokens", tags=["tokens"])
def list_tokens(service: Parts, who: Who) -> list[TokenOut]:
    """The user's tokens, the newest first."""
    return [TokenOut.of(each) for each in tokens.listed(service, who)]


@router.post("/tokens", status_code=201, tags=["tokens"])
def make_token(service: Parts, who: Who, given: TokenIn) -> TokenMade:
    """Make a token; its key is in this answer and nowhere else."""
    made = tokens.make(service, who, given.name, given.role, given.days, given.case or "")
    return TokenMade.with_key(*made)


@router.delete("/tokens/{token_id}", status_code=204, tags=["tokens"])
def withdraw_token(service: Parts, who: Who, token_id: Identifier) -> None:
    """Withdraw a token: it opens nothing from now on."""
    tokens.withdraw(service, who, token_id)
