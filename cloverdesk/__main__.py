"""`python -m cloverdesk` is the console script."""

from cloverdesk.app.main import main

if __name__ == "__main__":
    raise SystemExit(main())
