"""Translation outside of widgets: `translate` by its plain name, which is what the catalogue's tool looks for."""

from PySide6.QtCore import QCoreApplication


def translate(context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
    """`text` in the reader's language; `%Ln` in it becomes `n`, and `n` chooses the plural."""
    return QCoreApplication.translate(context, text, disambiguation, n)
