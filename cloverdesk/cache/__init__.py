"""Tables and queries over Clover's objects. Disposable."""
