/* What somebody agrees to who pays from a bank account. The agreement's number is the one of Clover's own sample. */

const AGREEMENT = "2c74dcc0-61ad-4f08-8764-a29aeb98f4a4";

function escaped(text) {
  const box = document.createElement("p");
  box.textContent = text;
  return box.innerHTML;
}

/** Whole cents as dollars. */
function dollars(cents) {
  const digits = String(Math.round(cents)).padStart(3, "0");
  return `$${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The text of the agreement as HTML, for the page to show. `account` is the body of an ACH token. */
export function agreementFor(account, amount) {
  const name = account.business_name ?? `${account.first_name} ${account.last_name}`;
  const last4 = account.bank_account_number.slice(-4);
  return (
    `<p>${escaped(name)} authorizes the demo store to debit ${escaped(dollars(amount))} once from the ` +
    `${escaped(account.account_type)} account that ends in ${escaped(last4)}.</p>` +
    "<p>This is a rehearsal: no bank is asked and no money moves.</p>"
  );
}

/** How a token says that the agreement was signed. */
export function agreementSigned() {
  return { agreement_id: AGREEMENT, type: "E_CHECK_GENERIC", locale: "en_US" };
}
