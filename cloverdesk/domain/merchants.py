"""The store as Clover knows it: who it is, its settings, how it can be paid, and what its Ecommerce account can do."""

from dataclasses import dataclass

from cloverdesk.domain.customers import Address


@dataclass(frozen=True, slots=True)
class Tender:
    """A way to pay an order. `label_key` is Clover's own name of it, such as `com.clover.tender.cash`."""

    id: str
    label: str = ""
    label_key: str = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class MerchantProperties:
    """The settings that the desk may know: bank account numbers, which Clover keeps beside them, are not among them.

    `currency` is ISO, upper case; `timezone` an IANA name. Unknown texts are "", unknown flags None.
    """

    currency: str = ""
    timezone: str = ""
    locale: str = ""
    tips_enabled: bool | None = None
    vat: bool | None = None
    support_phone: str = ""
    support_email: str = ""


@dataclass(frozen=True, slots=True)
class Merchant:
    """One store. `address`, `properties` and `tenders` are None where the answer did not tell them."""

    id: str
    name: str = ""
    phone: str = ""
    website: str = ""
    owner_id: str = ""
    created_ms: int = 0
    address: Address | None = None
    properties: MerchantProperties | None = None
    tenders: tuple[Tender, ...] | None = None

    @property
    def currency(self) -> str:
        """The store's currency, "" where its settings were not asked for."""
        return self.properties.currency if self.properties else ""

    @property
    def timezone(self) -> str:
        """The store's time zone, "" where its settings were not asked for."""
        return self.properties.timezone if self.properties else ""


@dataclass(frozen=True, slots=True)
class PaymentConfigs:
    """What the Ecommerce account supports. `surcharge_rate` is percent times 10000 (taken so), None where there is none."""

    surcharging: bool = False
    surcharge_rate: int | None = None
    purchase_card: bool = False
