/*
 * Which fields an element has, and what a token is made of.
 *
 * A field: `check` (see checks.js), `part` of the token's body and the `name` there, `complete` for the browser's own
 * filling in, `digits` for a keypad of digits, `choices` for a list, `when` for a field that another one asks for.
 */

import * as checks from "/widget/checks.js";

const card = (name, check, more) => ({ part: "card", name, check, ...more });
const gift = (name, check) => ({ part: "gift_card", name, check, digits: true });
const ach = (name, more) => ({ part: "ach", name, check: checks.filled, ...more });

export const FIELDS = {
  CARD_NUMBER: card("number", checks.cardNumber, { complete: "cc-number", digits: true, brand: true }),
  CARD_DATE: card("date", checks.cardDate, { complete: "cc-exp", digits: true, hint: "date_hint" }),
  CARD_CVV: card("cvv", checks.cardCode, { complete: "cc-csc", digits: true }),
  CARD_POSTAL_CODE: card("address_zip", checks.filled, { complete: "postal-code" }),
  CARD_NAME: card("name", checks.filled, { complete: "cc-name" }),
  CARD_STREET_ADDRESS: card("address_line1", checks.filled, { complete: "address-line1" }),
  CARD_PHONE_NUMBER: card(null, checks.phone, { complete: "tel" }),
  CARD_EMAIL_ADDRESS: card(null, checks.email, { complete: "email" }),
  GIFT_CARD_NUMBER: gift("number", checks.giftCard),
  GIFT_CARD_CODE: gift("security_code", checks.giftCode),
  ACH_CHECK_TYPE: ach("check_type", { choices: ["personal_check", "corporate_check"] }),
  ACH_FIRST_NAME: ach("first_name", { complete: "given-name", when: ["ACH_CHECK_TYPE", "personal_check"] }),
  ACH_LAST_NAME: ach("last_name", { complete: "family-name", when: ["ACH_CHECK_TYPE", "personal_check"] }),
  ACH_BUSINESS_NAME: ach("business_name", { complete: "organization", when: ["ACH_CHECK_TYPE", "corporate_check"] }),
  ACH_ACCOUNT_TYPE: ach("account_type", { choices: ["checking", "savings"] }),
  ACH_ROUTING_NUMBER: ach("bank_routing_number", { check: checks.routing, digits: true }),
  ACH_ACCOUNT_NUMBER: ach("bank_account_number", { check: checks.account, digits: true }),
  ACH_ID_TYPE: ach("customer_id_type", { choices: ["driver_license", "ssn", "tax_id", "military_id"] }),
  ACH_ID_STATE: ach("customer_id_state", { check: checks.stateCode }),
  ACH_ID_NUMBER: ach("customer_id"),
  ACH_EMAIL: ach("email", { check: checks.email, complete: "email" }),
  ACH_PHONE: ach("phone", { check: checks.phone, complete: "tel" }),
  ACH_STREET: ach("address_line1", { complete: "address-line1" }),
  ACH_CITY: ach("address_city", { complete: "address-level2" }),
  ACH_STATE: ach("address_state", { check: checks.stateCode, complete: "address-level1" }),
  ACH_ZIP: ach("address_zip", { complete: "postal-code" }),
};

const SEVERAL = {
  CARD: ["CARD_NUMBER", "CARD_DATE", "CARD_CVV", "CARD_POSTAL_CODE"],
  GIFT_CARD_ELEMENTS: ["GIFT_CARD_NUMBER", "GIFT_CARD_CODE"],
  ACH_ELEMENTS: Object.keys(FIELDS).filter((key) => FIELDS[key].part === "ach"),
};

/** What no token can do without, whether or not the page has a field for it. */
export const NEEDED = {
  card: ["CARD_NUMBER", "CARD_DATE", "CARD_CVV"],
  gift_card: ["GIFT_CARD_NUMBER"],
  ach: ["ACH_ROUTING_NUMBER", "ACH_ACCOUNT_NUMBER"],
};

/** The fields of an element's frame; none for the wallets and for the frame that carries messages. */
export function fieldsOf(type) {
  return SEVERAL[type] ?? (FIELDS[type] ? [type] : []);
}

/** The field that a refusal of the store is about, by its `param`, such as `card.exp_year`; or undefined. */
export function fieldOf(param) {
  const [part, name] = String(param).split(".");
  const wanted = name === "exp_month" || name === "exp_year" ? "date" : name;
  return Object.keys(FIELDS).find((key) => FIELDS[key].part === part && FIELDS[key].name === wanted);
}
