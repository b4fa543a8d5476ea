"""The tour: the real window driven by synthetic keys and clicks, one picture a step."""
