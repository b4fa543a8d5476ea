"""The one virtual table that every tab shares."""
