"""The English text of every message code, composed of one table for each area."""

from collections.abc import Mapping
from types import MappingProxyType

from cloverdesk.domain import (
    text_api,
    text_cli,
    text_common,
    text_journal,
    text_services,
    text_settings,
    text_storage,
)

AREAS = (text_common, text_api, text_storage, text_settings, text_journal, text_services, text_cli)


def _compose() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for area in AREAS:
        table.update(area.MESSAGES)
        for code, (title, message, advice) in area.FAILURES.items():
            table |= {f"{code}.title": title, f"{code}.message": message, f"{code}.advice": advice}
    return MappingProxyType(table)


ENGLISH: Mapping[str, str] = _compose()
