"""What a store sells and to whom, day after day."""
