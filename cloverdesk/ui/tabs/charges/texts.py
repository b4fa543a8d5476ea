"""The words of the Charges tab."""

from cloverdesk.domain.charges import ChargeState
from cloverdesk.ui.list_source import ListWords, Offer
from cloverdesk.ui.states import charge_look
from cloverdesk.ui.translate import translate


def title() -> str:
    """The tab's name."""
    return translate("Charges", "Charges")


def count(total: int) -> str:
    """How many charges there are."""
    return (
        translate("Charges", "1 charge") if total == 1 else translate("Charges", "%Ln charges", None, total)
    )


def found(total: int) -> str:
    """How many match."""
    return translate("Charges", "%Ln found", None, total)


def words() -> ListWords:
    """The texts of the list."""
    return ListWords(
        search=translate("Charges", "Find a charge: 4242, 51.20, a name, declined"),
        table=translate("Charges", "Charges, newest first"),
        nothing_title=translate("Charges", "No charges yet"),
        nothing_text=translate("Charges", "The first charge of this store appears here by itself."),
        offer=translate("Charges", "State"),
        how_many=count,
        found=found,
    )


def offers() -> tuple[Offer, ...]:
    """One filter for each state. The word for refunded finds what was partly refunded, too, and says so."""
    looks = ((state, charge_look(state)) for state in ChargeState)
    both = translate("Charges", "Refunded, all or in part")
    return tuple(
        Offer(state.value, both if state is ChargeState.REFUNDED else look.text, look.icon)
        for state, look in looks
    )
