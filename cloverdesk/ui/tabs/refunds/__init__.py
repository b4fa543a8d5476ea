"""The Refunds tab."""
