/* Google Pay without Google: a button that pays with a test card. Apple Pay says why it is not there. */

import { tokenOf } from "/widget/tokens.js";
import * as page from "/widget/page.js";

const EMAIL = "buyer@example.com";
const POSTAL_CODE = "94085";

function say(name, payload) {
  page.tell({ say: "event", name, payload });
}

async function pay(form) {
  const facts = await page.fetchFacts();
  const [{ number, cvv }] = facts.cards;
  const made = await tokenOf(
    {
      card: {
        number,
        cvv: "1234".slice(0, cvv),
        exp_month: String(facts.month).padStart(2, "0"),
        exp_year: String(facts.year + 3),
        address_zip: POSTAL_CODE,
      },
    },
    form.text,
  );
  if (!made.token) {
    return made;
  }
  const billingAddress = { postalCode: POSTAL_CODE };
  const billingInfo = { cardNetwork: made.card.brand, cardDetails: made.card.last4, billingAddress };
  return { token: made.token, customer: { email: EMAIL, billingInfo } };
}

/** The button, or the note. `asked` is the second argument of `create`. */
export function openWallet(form, asked) {
  if (page.type !== "PAYMENT_REQUEST_BUTTON") {
    const note = Object.assign(document.createElement("p"), { className: "note" });
    note.textContent = form.text("no_apple_pay");
    document.body.append(note);
    return;
  }
  const button = Object.assign(document.createElement("button"), { type: "button" });
  const short = asked.paymentReqData?.options?.button?.buttonType === "short";
  const label = short ? "" : (asked.paymentReqData?.total?.label ?? "");
  button.textContent = [form.text("wallet"), label].filter(Boolean).join(": ");
  button.addEventListener("click", async () => {
    button.disabled = true;
    say("paymentMethodStart", {});
    try {
      say("paymentMethod", await pay(form));
    } catch {
      say("paymentMethod", { error: { message: form.text("unreachable") } });
    }
    say("paymentMethodEnd", {});
    button.disabled = false;
  });
  document.body.append(button);
}
