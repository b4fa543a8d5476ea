"""Every call that moves money. Only the journal may import it."""
