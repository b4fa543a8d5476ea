"""What money calls send: the members that charging a source and paying an order have in common."""

from collections.abc import Mapping

from cloverdesk.domain.payments import (
    Browser,
    NewCharge,
    OrderPayment,
    SavedSource,
    Source,
    StoredCredentials,
    Tender,
)
from cloverdesk.domain.tokens import Token, TokenKind

Body = dict[str, object]


def payment(asked: NewCharge | OrderPayment, external_reference_id: str) -> Body:
    """What pays, and how. Nothing that was not asked for is sent."""
    body: Body = {"ecomind": asked.ecomind.value}
    if external_reference_id:
        body["external_reference_id"] = external_reference_id
    if asked.source is not None:
        body |= _source(asked.source)
    partial = asked.partial_redemption
    if partial is None and isinstance(asked.source, Token) and asked.source.kind is TokenKind.GIFT_CARD:
        partial = True  # with False it pays what it has all the same, and warns
    if partial is not None:
        body["partial_redemption"] = partial
    if asked.tip_minor is not None:
        body["tip_amount"] = asked.tip_minor
    if asked.stored_credentials is not None:
        body["stored_credentials"] = _stored(asked.stored_credentials)
    if asked.keep_source:
        body["intent"] = "save_credentials_on_file"
    if asked.browser is not None:
        body["threeds"] = {"source": "CLOVER", "browser_info": _browser(asked.browser)}
    if asked.metadata:
        body["metadata"] = dict(asked.metadata)
    return body


def _source(source: Source) -> Mapping[str, object]:
    match source:
        case Token():
            return {"source": source.id.reveal()}
        case SavedSource():
            return {"source": source.id}
        case Tender():
            names = {"id": source.id, "label": source.label, "label_key": source.label_key}
            tender = {name: value for name, value in names.items() if value}
            return {"source": "alternate_tender", "tender": tender}


def _stored(told: StoredCredentials) -> Mapping[str, object]:
    body: Body = {
        "sequence": told.sequence.value,
        "is_scheduled": told.is_scheduled,
        "initiator": told.initiator.value,
    }
    if told.bill_pay_indicator:
        body["installment_info"] = {"bill_pay_indicator": told.bill_pay_indicator}
    return body


def _browser(told: Browser) -> Mapping[str, str | bool]:
    info: dict[str, str | bool] = {
        "browser_ip": told.ip,
        "browser_accept_header": told.accept_header,
        "browser_javascript_enabled": told.javascript_enabled,
        "browser_java_enabled": told.java_enabled,
        "browser_language": told.language,
        "browser_color_depth": told.color_depth,
        "browser_screen_height": told.screen_height,
        "browser_screen_width": told.screen_width,
        "browser_tz": told.tz,
        "browser_user_agent": told.user_agent,
        "browser_http_origin": told.http_origin,
    }
    return {name: value for name, value in info.items() if value != ""}
