"""Taking money and giving it back: sources, charges, holds, orders, refunds, returns."""
