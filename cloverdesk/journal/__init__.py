"""Money operations: written down before they are sent, and looked after until what became of them is known."""
