"""Customers: found and read on the platform with their saved cards, which are saved and revoked on the Ecommerce host."""

from collections.abc import Mapping, Sequence
from typing import Literal, Unpack

from cloverdesk.api.auth import Door
from cloverdesk.api.errors import concealing
from cloverdesk.api.exchange import Answer
from cloverdesk.api.pages import ApiPage
from cloverdesk.api.resources.changes import change, changed, not_clear
from cloverdesk.api.resources.customer_wire import (
    CardOnFileWire,
    Contact,
    CustomerWire,
    DeletedWire,
    Names,
    card_on_file_of,
    contact_body,
    customer_of,
    lists_body,
    names_body,
)
from cloverdesk.api.resources.platform import (
    LARGEST_LIMIT,
    CamelShape,
    Filter,
    OffsetReader,
    asked,
    merchant_path,
    named,
)
from cloverdesk.api.session import ApiSession
from cloverdesk.api.verdicts import is_error
from cloverdesk.domain.customers import Address, CardOnFile, Customer
from cloverdesk.domain.secret import Secret

CARDS = "/v1/customers"
USUALLY = ("emailAddresses", "phoneNumbers", "cards")
"""What is expanded unless told otherwise: Clover expands at most three names."""
_CONTACTS = ("emailAddresses", "phoneNumbers", "addresses")
Ecomind = Literal["ecom", "moto"]


_CUSTOMER = CamelShape(CustomerWire)
_CARD_ON_FILE = CamelShape(CardOnFileWire)
_DELETED = CamelShape(DeletedWire)


class CustomersApi:
    """Customers on both hosts. Reads raise what `ApiSession.read` raises and `MerchantMissing`, changes what `change` does.

    No change is ever repeated by itself: a token can be saved once, and what another desk did meanwhile would be undone.
    """

    def __init__(self, session: ApiSession) -> None:
        self._session = session
        self._reader = OffsetReader(session, Door.PLATFORM, _CUSTOMER, customer_of, what="customers")

    # ---------------------------------------------------------------- the platform

    async def list_page(
        self,
        *,
        limit: int = LARGEST_LIMIT,
        offset: int = 0,
        filters: Sequence[Filter] = (),
        expand: Sequence[str] = USUALLY,
        interactive: bool = False,
    ) -> ApiPage[Customer]:
        """`limit` customers (at most 1000) from `offset` on, for whom all filters hold.

        Fields for filters: customerSince, firstName, lastName, emailAddress, phoneNumber, marketingAllowed, fullName, id,
        deletedTime. Names to expand, at most three: addresses, emailAddresses, phoneNumbers, cards, metadata, orders.
        """
        params = asked(tuple(filters), tuple(expand))
        path = merchant_path(self._session, "/customers")
        return await self._reader.page(path, params, limit=limit, offset=offset, interactive=interactive)

    async def with_email(self, email: str, *, interactive: bool = True) -> tuple[Customer, ...]:
        """The customers with an e-mail address, as many as one page holds; to be asked before a new one is made."""
        page = await self.list_page(filters=[Filter("emailAddress", "=", email)], interactive=interactive)
        return page.items

    async def get(
        self, customer_id: str, *, expand: Sequence[str] = USUALLY, interactive: bool = True
    ) -> Customer:
        """The customer as it is now. Raises `Missing` too."""
        path = self._path(customer_id, "getCustomer")
        params = asked(expand=tuple(expand))
        return await self._reader.one(path, customer_id, params, interactive=interactive)

    async def create(
        self,
        *,
        emails: Sequence[str] = (),
        phones: Sequence[str] = (),
        addresses: Sequence[Address] = (),
        **names: Unpack[Names],
    ) -> Customer:
        """Make a customer without a card. The first e-mail address is the primary one."""
        path = merchant_path(self._session, f"/customers?expand={'%2C'.join(_CONTACTS)}")
        body = names_body(names) | lists_body(emails, phones, addresses)
        answer = await self._change("createPlatformCustomer", path, body)
        return customer_of(changed(answer, _CUSTOMER))

    async def update(self, customer_id: str, **names: Unpack[Names]) -> Customer:
        """Change what is named; contacts are not (see `update_contact`). Returns the customer without its lists.

        Raises `Missing` too.
        """
        path = self._path(customer_id, "updatePlatformCustomer")
        answer = await self._change("updatePlatformCustomer", path, names_body(names), what=customer_id)
        return customer_of(changed(answer, _CUSTOMER, customer_id))

    async def delete(self, customer_id: str) -> None:
        """Delete a customer and its saved cards; Clover answers with nothing. Raises `Missing` too."""
        path = self._path(customer_id, "deletePlatformCustomer")
        answer = await self._change("deletePlatformCustomer", path, method="DELETE", what=customer_id)
        if answer.is_web_page or is_error(answer):
            raise not_clear(answer, "not Clover's answer")

    # ---------------------------------------------------------------- cards on file

    async def create_with_card(
        self, *, email: str, source: Secret, ecomind: Ecomind = "ecom", **contact: Unpack[Contact]
    ) -> CardOnFile:
        """Make a customer of a token, whose card is verified and saved. The cardholder must have consented, and gets an e-mail.

        `moto` says that the card was told by mail or telephone. Raises `CardDeclined` too, and `Refused` for a token that
        was used (`token_already_used`) or cannot be saved.
        """
        body = {"email": email, "source": source.reveal(), "ecomind": ecomind, **contact_body(contact)}
        with concealing(source):
            answer = await self._change("createCardOnFileCustomer", CARDS, body, door=Door.ECOMMERCE)
        return card_on_file_of(changed(answer, _CARD_ON_FILE))

    async def add_card(
        self, customer_id: str, *, email: str, source: Secret, ecomind: Ecomind = "ecom"
    ) -> CardOnFile:
        """Save another card, which is the one to be charged from then on. Both e-mail and token have to be there.

        Raises `Missing`, `CardDeclined`, and `Refused` for a card that the customer has already: revoke that one first.
        """
        with concealing(source):
            return await self._put(
                customer_id, {"email": email, "source": source.reveal(), "ecomind": ecomind}
            )

    async def update_contact(
        self, customer_id: str, *, email: str | None = None, **contact: Unpack[Contact]
    ) -> CardOnFile:
        """Change what is named: the one way to change an e-mail address or a phone number. Raises `Missing` too."""
        body = contact_body(contact) | ({} if email is None else {"email": email})
        return await self._put(customer_id, body)

    async def delete_with_cards(self, customer_id: str) -> None:
        """Delete a customer on the Ecommerce host, which no page of Clover's has: `delete` is the one to depend on."""
        path = f"{CARDS}/{named(customer_id, 'deleteCardOnFileCustomer')}"
        await self._take_away("deleteCardOnFileCustomer", path, customer_id)

    async def revoke_card(self, customer_id: str, source_id: str) -> None:
        """Take a saved card back; a subscription whose customer has no other one left ends. Raises `Missing` for either id."""
        operation = "revokeSource"
        path = f"{CARDS}/{named(customer_id, operation)}/sources/{named(source_id, operation)}"
        await self._take_away(operation, path, source_id)

    async def _put(self, customer_id: str, body: Mapping[str, object]) -> CardOnFile:
        operation = "updateCardOnFileCustomer"
        path = f"{CARDS}/{named(customer_id, operation)}"
        answer = await self._change(
            operation, path, body, method="PUT", door=Door.ECOMMERCE, what=customer_id
        )
        return card_on_file_of(changed(answer, _CARD_ON_FILE, customer_id))

    async def _take_away(self, operation: str, path: str, what: str) -> None:
        answer = await self._change(operation, path, method="DELETE", door=Door.ECOMMERCE, what=what)
        if not changed(answer, _DELETED, what).deleted:
            raise not_clear(answer, "not deleted")

    async def _change(
        self,
        operation: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        method: str = "POST",
        door: Door = Door.PLATFORM,
        what: str = "",
    ) -> Answer:
        return await change(self._session, operation, path, body, method=method, door=door, what=what)

    def _path(self, customer_id: str, operation: str) -> str:
        return merchant_path(self._session, f"/customers/{named(customer_id, operation)}")
