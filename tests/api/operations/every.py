"""All cases of this folder, whatever their subject."""

import importlib
from pathlib import Path

from tests.api.operations.case import AnyCase

_NOT_SUBJECTS = {"case", "every", "shop"}


def every_case() -> tuple[AnyCase, ...]:
    """The cases of every subject, by the names of their modules."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in _NOT_SUBJECTS)
    modules = [importlib.import_module(f"tests.api.operations.{name}") for name in names]
    return tuple(case for module in modules for case in module.CASES)


CASES = every_case()
