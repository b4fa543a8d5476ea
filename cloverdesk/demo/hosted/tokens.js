/* Makes tokens of what stands in all frames of the page, at the store's own `/v1/tokens`. */

import { monthOf } from "/widget/checks.js";
import { agreementFor, agreementSigned } from "/widget/agreement.js";
import { FIELDS, NEEDED, fieldOf } from "/widget/forms.js";
import * as page from "/widget/page.js";

const SHOWN = ["brand", "last4", "exp_month", "exp_year", "address_zip", "first6"];

/** What the page is told about a question: a result, or the agreement that comes first. */
export async function answerTo(question, text) {
  const { call, kind, amount, authorized, multiPay } = question;
  if (multiPay && kind !== "ach") {
    return { say: "result", call, result: trouble(text("single_pay_only")) };
  }
  let errors;
  try {
    errors = check(kind, await page.fetchFacts(), text);
  } catch {
    return { say: "result", call, result: trouble(text("unreachable")) };
  }
  if (Object.keys(errors).length) {
    return { say: "result", call, result: { errors } };
  }
  if (kind === "ach" && !authorized) {
    return { say: "agreement", call, html: agreementFor(membersOf(kind), amount) };
  }
  return { say: "result", call, result: await tokenOf(bodyOf(kind), text) };
}

/** Ask for a token; the result is what `createToken` resolves to. */
export async function tokenOf(body, text) {
  try {
    const answer = await fetch("/v1/tokens", {
      method: "POST",
      headers: { apikey: page.key, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const told = await answer.json();
    return answer.ok && told.id ? resultOf(told) : refusalOf(told, text);
  } catch {
    return trouble(text("unreachable"));
  }
}

function trouble(message) {
  return { error: { message } };
}

/** Touch every field of the kind, so that each shows what is wrong; the errors by field. */
function check(kind, facts, text) {
  page.forms().forEach((form) => (form.facts = facts));
  const fields = page.fields().filter((field) => field.spec.part === kind);
  fields.forEach((field) => field.touch(""));
  page.forms().forEach((form) => form.show());
  const errors = NEEDED[kind]
    .filter((key) => !fields.some((field) => field.key === key))
    .map((key) => [key, text(FIELDS[key].check("", facts, ""))]);
  errors.push(...fields.map((field) => [field.key, field.error]));
  return Object.fromEntries(errors.filter(([, error]) => error));
}

function membersOf(kind) {
  const fields = page.fields().filter((field) => field.spec.part === kind);
  return Object.assign({}, ...fields.map((field) => field.member));
}

function bodyOf(kind) {
  const members = membersOf(kind);
  if (kind === "ach") {
    return { ach: { ...members, agreement: agreementSigned() } };
  }
  if (kind === "card") {
    const { date, ...rest } = members;
    const { month, year } = monthOf(date);
    return { card: { ...rest, exp_month: String(month).padStart(2, "0"), exp_year: String(year) } };
  }
  return { [kind]: members };
}

function resultOf({ id, card, ach, gift_card: giftCard }) {
  const result = { token: id };
  if (card) {
    result.card = Object.fromEntries(SHOWN.filter((name) => name in card).map((name) => [name, card[name]]));
  }
  return Object.assign(result, ach && { ach }, giftCard && { gift_card: giftCard });
}

/** What the store says about a field stands at that field; anything else is about the whole. */
function refusalOf(told, text) {
  const why = told.error?.message ?? told.message ?? "";
  const key = fieldOf(told.error?.param);
  const field = page.fields().find((one) => one.key === key);
  if (!field) {
    return trouble(text("refused", { why }));
  }
  field.touch(why);
  return { errors: { [key]: why } };
}
