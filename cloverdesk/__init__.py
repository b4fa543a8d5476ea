"""CloverDesk: the desktop back office for merchants on the Clover Ecommerce API."""

__version__ = "0.1.0"
