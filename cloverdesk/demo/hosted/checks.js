/*
 * What is wrong with a field: each check gives the name of a text in texts.js, or "" where nothing is.
 *
 * `facts` is what the store tells: its test cards (number, brand, digits of the code), its month, its sample account.
 * Written without anything newer than ES2016, so that tests can run it in Qt.
 */

const MONTHS = /^(0?[1-9]|1[0-2])\s*\/\s*([0-9]{2}|[0-9]{4})$/;
const CARD_DIGITS = /^[0-9]{12,19}$/;
const LATEST_YEARS = 50;

/** The text without the spaces and dashes that people put between digits. */
export function bare(text) {
  return text.replace(/[\s-]/g, "");
}

/** The test card with this number, or undefined. */
export function testCard(text, facts) {
  const number = bare(text);
  return facts.cards.find((card) => card.number === number);
}

/** Whether the check digit is right. */
export function hasCheckDigit(number) {
  const total = number.split("").reverse().reduce((sum, digit, place) => {
    const doubled = Number(digit) * (1 + place % 2);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return total % 10 === 0;
}

export function cardNumber(text, facts) {
  if (!text) {
    return "number_empty";
  }
  if (testCard(text, facts)) {
    return "";
  }
  if (!CARD_DIGITS.test(bare(text))) {
    return "number_incomplete";
  }
  return hasCheckDigit(bare(text)) ? "number_no_test_card" : "number_wrong";
}

/** `{month, year}` with four digits of the year, or null. */
export function monthOf(text) {
  const parts = MONTHS.exec(text);
  if (!parts) {
    return null;
  }
  const year = Number(parts[2]);
  return { month: Number(parts[1]), year: parts[2].length === 2 ? 2000 + year : year };
}

export function cardDate(text, facts) {
  const given = monthOf(text);
  if (!given) {
    return text ? "date_incomplete" : "date_empty";
  }
  const ahead = (given.year - facts.year) * 12 + given.month - facts.month;
  if (ahead < 0) {
    return "date_past";
  }
  return ahead >= LATEST_YEARS * 12 ? "date_far" : "";
}

/** `number` is what stands in the field for the card number. */
export function cardCode(text, facts, number) {
  if (!text) {
    return "cvv_empty";
  }
  const card = testCard(number, facts);
  const lengths = card ? [card.cvv] : [3, 4];
  if (/^[0-9]+$/.test(text) && lengths.indexOf(text.length) >= 0) {
    return "";
  }
  return lengths.indexOf(3) >= 0 ? "cvv_3" : "cvv_4";
}

export function filled(text) {
  return text ? "" : "empty";
}

export function email(text) {
  return /^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$/.test(text) ? "" : "email_wrong";
}

export function phone(text) {
  return /^\+?[0-9 ().-]{7,20}$/.test(text) ? "" : "phone_wrong";
}

export function stateCode(text) {
  return /^[A-Za-z]{2}$/.test(text) ? "" : "state_wrong";
}

export function routing(text, facts) {
  return bare(text) === facts.bank.routing ? "" : "bank_routing";
}

export function account(text, facts) {
  return bare(text) === facts.bank.account ? "" : "bank_account";
}

export function giftCard(text) {
  return /^[0-9]{6,19}$/.test(bare(text)) ? "" : "gift_number";
}

export function giftCode(text) {
  return !text || /^[0-9A-Za-z]{4,8}$/.test(text) ? "" : "gift_code";
}
