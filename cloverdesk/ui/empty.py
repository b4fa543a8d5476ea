"""What a list says when it shows nothing: no match, nothing read yet, no connection, or really nothing there."""

from typing import TYPE_CHECKING, NamedTuple

from cloverdesk.services.connection import LineState
from cloverdesk.ui.translate import translate

if TYPE_CHECKING:
    from cloverdesk.domain.changes import Kind
    from cloverdesk.services.connection import ConnectionService
    from cloverdesk.ui.list_source import ListWords


class EmptyWords(NamedTuple):
    """Icon, title, sentence and, where something can be done about it, a button."""

    icon: str
    title: str
    text: str
    button: str = ""


def empty_words(
    icon: str, words: "ListWords", filter_text: str, kind: "Kind", connection: "ConnectionService"
) -> EmptyWords:
    """Why the list is empty, in words."""
    if filter_text:
        title = translate("Empty", "Nothing matches “{text}”").format(text=filter_text)
        text = translate("Empty", "Try fewer words, the last four digits of the card, or the amount.")
        return EmptyWords("search", title, text, translate("Empty", "Show everything"))
    if _was_read(kind, connection):
        return EmptyWords(icon, words.nothing_title, words.nothing_text)
    if connection.state is LineState.OFFLINE:
        return _offline()
    if connection.state is LineState.SIGNED_OUT:
        title = translate("Empty", "Not signed in")
        text = translate(
            "Empty", "Clover did not accept this desk's sign-in, and the store has not been read before."
        )
        return EmptyWords("key-round", title, text)
    title = translate("Empty", "Reading the store")
    text = translate("Empty", "This happens once. The newest come first, in a moment.")
    return EmptyWords("refresh-cw", title, text)


def _was_read(kind: "Kind", connection: "ConnectionService") -> bool:
    stamps = [stamp for stamp in connection.freshness() if stamp.kind is kind]
    return any(stamp.complete_to is not None and stamp.whole for stamp in stamps)


def _offline() -> EmptyWords:
    title = translate("Empty", "Nothing here yet")
    text = translate(
        "Empty",
        "There is no connection to Clover, and this store has not been read before. "
        "It appears here as soon as the connection is back.",
    )
    return EmptyWords("wifi-off", title, text)
