"""Permissions and tokens: what each operation needs is what the documents say, and what cannot work is said beforehand."""

import re

import pytest

from cloverdesk.api.abilities import EVERYTHING, Given, Lack, lacks, unable
from cloverdesk.api.errors import NotAllowed, NotSignedIn, WrongMerchant
from cloverdesk.api.permissions import NEEDED, operation_id, permissions_for
from tests.contracts.documents import Described, normative, operations

BY_ID = {one.id: one for one in normative().values()}
OPENS = {
    "bearerAuth": {"private", "oauth"},
    "ecommercePrivateToken": {"private"},
    "oauthToken": {"oauth"},
    "platformMerchantToken": {"platform"},
    "apiAccessKey": {"public", "private", "oauth"},  # a private token or a sign-in can ask for the key
}


def said(one: Described) -> tuple[str, ...]:
    """The permissions of a document, without its remarks."""
    return tuple(re.sub(r" \(.*\)$", "", name) for name in one.said["x-permissions"])


def opened_by(one: Described) -> set[str]:
    """The credentials that open an operation; neither means that it signs in by itself."""
    schemes = one.said.get("security", [{"bearerAuth": []}])
    return {who for scheme in schemes for name in scheme for who in OPENS[name]}


@pytest.mark.parametrize("name", sorted(BY_ID))
def test_the_permissions_of_an_operation_are_those_of_its_document(name: str) -> None:
    assert NEEDED[name] == said(BY_ID[name])


def test_every_operation_is_there_once() -> None:
    assert set(NEEDED) == set(BY_ID)
    assert len(NEEDED) == 52


@pytest.mark.parametrize("one", operations(), ids=lambda one: one.id)
def test_a_failure_finds_its_operation_by_id_and_a_read_by_its_path(one: Described) -> None:
    ruling = normative()[one.pair]
    assert operation_id(one.id) == ruling.id
    assert permissions_for(one.id) == NEEDED[ruling.id]
    if one.method == "GET" and one.id != "authorize":
        path = re.sub(r"\{[^}]*\}", "7MRCH4NT9KQ21", one.path)
        assert operation_id(f"GET {path}") == ruling.id


@pytest.mark.parametrize("name", ["createNothing", "GET /v9/nothing", "GET /v1/charges/A/more", ""])
def test_what_is_not_known_needs_nothing(name: str) -> None:
    assert (operation_id(name), permissions_for(name)) == (name, ())


def test_a_sentence_says_which_permissions_may_be_missing() -> None:
    needed = permissions_for("createPlan")
    for problem in (
        NotSignedIn(permissions=needed, operation_name="createPlan", status=401),
        NotAllowed(call="createPlan", permissions=needed, operation_name="createPlan", status=403),
    ):
        assert "Read merchant, Write merchant" in str(problem)
    assert "\N{EM DASH}" in str(NotSignedIn(operation_name="createToken", status=401))
    assert "M1" in str(WrongMerchant(merchant="M1", own="M2", operation_name="getMerchant", status=401))


# ---------------------------------------------------------------- tokens


def test_an_oauth_sign_in_opens_everything() -> None:
    assert lacks(Given(oauth=True)) == ()


def test_all_three_tokens_open_everything() -> None:
    assert lacks(Given(private=True, public=True, platform=True)) == ()


@pytest.mark.parametrize("mask", range(1, 16))
def test_what_cannot_work_is_what_no_given_credential_opens(mask: int) -> None:
    names = ("private", "public", "platform", "oauth")
    given = {name for place, name in enumerate(names) if mask >> place & 1}
    expected = {name for name, one in BY_ID.items() if name in EVERYTHING and not opened_by(one) & given}
    assert unable(Given(**dict.fromkeys(given, True))) == expected


def codes(found: tuple[Lack, ...]) -> list[str]:
    return [lack.why.code for lack in found]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Given(), ["ability.nothing"]),
        (Given(private=True), ["ability.platform_token"]),
        (Given(private=True, platform=True), []),
        (Given(platform=True), ["ability.private_token", "ability.public_token"]),
        (Given(public=True), ["ability.private_token", "ability.platform_token"]),
        (Given(oauth=True, merchant_id=False), ["ability.merchant_id"]),
        (
            Given(public=True, merchant_id=False),
            ["ability.private_token", "ability.merchant_id", "ability.platform_token"],
        ),
    ],
)
def test_why_something_cannot_work_is_said_in_a_sentence(given: Given, expected: list[str]) -> None:
    found = lacks(given)
    assert codes(found) == expected
    for lack in found:
        assert lack.why.english().startswith("Without ")
        assert set(lack.operations) <= set(EVERYTHING)


def test_without_anything_nothing_works() -> None:
    assert unable(Given()) == set(EVERYTHING)
    assert len(EVERYTHING) == 52 - 5


def test_without_a_merchant_id_only_the_ecommerce_host_can_be_asked() -> None:
    able = set(EVERYTHING) - unable(Given(oauth=True, merchant_id=False))
    named = {name for name in EVERYTHING if BY_ID[name].path.startswith(("/v3", "/recurring"))}
    assert able == set(EVERYTHING) - named
