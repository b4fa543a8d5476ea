"""Small painted and composed widgets."""
