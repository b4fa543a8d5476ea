"""How calls come in and answers go out: credentials, limits, faults, keys, lists, connections."""
