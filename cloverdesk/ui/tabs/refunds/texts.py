"""The words of the Refunds tab."""

from cloverdesk.domain.refunds import Refund
from cloverdesk.ui.list_source import ListWords
from cloverdesk.ui.translate import translate


def title() -> str:
    """The tab's name."""
    return translate("Refunds", "Refunds")


def count(total: int) -> str:
    """How many refunds there are."""
    return (
        translate("Refunds", "1 refund") if total == 1 else translate("Refunds", "%Ln refunds", None, total)
    )


def found(total: int) -> str:
    """How many match."""
    return translate("Refunds", "%Ln found", None, total)


def words() -> ListWords:
    """The texts of the list."""
    return ListWords(
        search=translate("Refunds", "Find a refund: 5.00, an id, pending"),
        table=translate("Refunds", "Refunds, newest first"),
        nothing_title=translate("Refunds", "No refunds yet"),
        nothing_text=translate("Refunds", "Money that goes back to a customer appears here by itself."),
        offer=translate("Refunds", "State"),
        how_many=count,
        found=found,
    )


def status_words(refund: Refund) -> str:
    """What the status of a refund means for the money."""
    texts = {
        "succeeded": translate("Refunds", "Clover gave the money back. The bank shows it within some days."),
        "pending": translate(
            "Refunds", "Clover took the refund and is still working on it. We keep looking."
        ),
        "failed": translate("Refunds", "Clover could not give the money back. It stayed with the store."),
        "canceled": translate("Refunds", "The refund was cancelled. The money stayed with the store."),
    }
    return texts.get(
        refund.status, translate("Refunds", "Clover reports a status that this desk does not know.")
    )


def kind_words(refund_type: str) -> str:
    """What Clover did to give the money back, an empty text when it does not say."""
    texts = {
        "VOID": translate("Refunds", "Voided before it was settled"),
        "PREAUTH": translate("Refunds", "Hold released"),
        "AUTH": translate("Refunds", "Refunded"),
        "REFUND": translate("Refunds", "Refunded"),
    }
    return texts.get(refund_type, refund_type)
