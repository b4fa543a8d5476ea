"""Customers, employees and apps: the card-on-file and platform APIs, and OAuth."""
