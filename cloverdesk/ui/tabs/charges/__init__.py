"""The Charges tab."""
