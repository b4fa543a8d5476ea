/* One field: label, input, what is wrong with it, and the same for screen readers. */

import { bare, testCard } from "/widget/checks.js";
import { FIELDS } from "/widget/forms.js";

const GROUPS = { AMEX: [4, 6, 5], DINERS_CLUB: [4, 6, 4] };
const LONGEST = { CARD_NUMBER: 23, CARD_DATE: 7, CARD_CVV: 4 };

function make(name, more) {
  return Object.assign(document.createElement(name), more);
}

export class Field {
  /** `form` gives `facts`, `text`, `valueOf(key)` of any field on the page, and is told by `on(event name)`. */
  constructor(key, form) {
    this.key = key;
    this.spec = FIELDS[key];
    this.form = form;
    this.touched = false;
    this.refusal = "";
    this.input = this.spec.choices ? this.list() : this.entry();
    this.whole = this.build();
    this.input.addEventListener("input", () => this.changed());
    this.input.addEventListener("focus", () => form.on("focus"));
    this.input.addEventListener("blur", () => this.left());
  }

  get value() {
    return this.input.value.trim();
  }

  /** Whether another field asks for this one; without a condition it always counts. */
  get counts() {
    const [other, value] = this.spec.when ?? [];
    return !other || this.form.valueOf(other) === value;
  }

  /** What is wrong with it, whether shown or not. */
  get wrong() {
    const code = this.spec.check(this.value, this.form.facts, this.form.valueOf("CARD_NUMBER"));
    return code ? this.form.text(code) : this.refusal;
  }

  get error() {
    return this.touched && this.counts ? this.wrong : "";
  }

  get state() {
    return this.error ? { error: this.error, touched: this.touched } : { touched: this.touched };
  }

  /** The part of a token's body that this field is. */
  get member() {
    if (!this.spec.name || !this.value) {
      return {};
    }
    return { [this.spec.name]: this.spec.digits ? bare(this.value) : this.value };
  }

  /** Show what is wrong from now on; `refusal` is what the store said about this very value, "" for nothing. */
  touch(refusal) {
    this.touched = true;
    this.refusal = refusal;
    this.show();
  }

  show() {
    this.whole.hidden = !this.counts;
    this.message.textContent = this.error;
    this.input.setAttribute("aria-invalid", this.error ? "true" : "false");
  }

  changed() {
    this.refusal = "";
    this.arrange();
    this.form.on("change");
  }

  left() {
    this.touched = true;
    this.form.on("blur");
  }

  build() {
    const whole = make(this.key.toLowerCase().replaceAll("_", "-"), { className: "field" });
    const box = make("div", { className: "box" });
    this.message = make("p", { className: "error", id: `${this.key}-error` });
    this.message.setAttribute("aria-live", "polite");
    this.input.id = this.key;
    this.input.setAttribute("aria-describedby", this.message.id);
    this.input.setAttribute("aria-invalid", "false");
    box.append(this.input);
    if (this.spec.brand) {
      this.icon = make("img", { hidden: true });
      this.input.classList.add("branded");
      box.append(this.icon);
    }
    whole.append(make("label", { htmlFor: this.key, textContent: this.form.text(this.key) }), box, this.message);
    return whole;
  }

  entry() {
    const { spec, form, key } = this;
    const input = make("input", { type: "text", autocomplete: spec.complete ?? "off", spellcheck: false });
    input.placeholder = form.text(spec.hint ?? key);
    input.classList.toggle("hinted", "hint" in spec);
    input.inputMode = spec.digits ? "numeric" : "text";
    input.maxLength = LONGEST[key] ?? 255;
    return input;
  }

  list() {
    const options = this.spec.choices.map((value) => make("option", { value, textContent: this.form.text(value) }));
    const input = make("select");
    input.append(...options);
    return input;
  }

  /** Group the digits while they are typed at the end; a caret further ahead is left in peace. */
  arrange() {
    const { input, key } = this;
    const atEnd = input.selectionStart === input.value.length;
    if (key === "CARD_NUMBER") {
      const card = testCard(input.value, this.form.facts);
      this.brand(card ? card.brand : "");
      input.value = atEnd ? grouped(input.value, GROUPS[card ? card.brand : ""]) : input.value;
    } else if (key === "CARD_DATE" && atEnd && /^[0-9]{3,}$/.test(input.value)) {
      input.value = `${input.value.slice(0, 2)}/${input.value.slice(2)}`;
    }
  }

  brand(name) {
    this.icon.hidden = !name;
    this.icon.alt = name.replace("_", " ");
    this.icon.src = name ? picture(this.icon.alt.split(" ")[0]) : "data:,";
  }
}

function grouped(text, groups) {
  const number = bare(text);
  if (!/^[0-9]+$/.test(number)) {
    return text;
  }
  const lengths = groups ?? [4, 4, 4, 4, 4];
  let from = 0;
  return lengths
    .map((length) => number.slice(from, (from += length)))
    .filter(Boolean)
    .join(" ");
}

/** A small card with the brand's name on it. */
function picture(name) {
  const drawn =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 38 24">' +
    '<rect x=".5" y=".5" width="37" height="23" rx="3.5" fill="#edefeb" stroke="#c4cabf"/>' +
    '<text x="19" y="15" font-family="sans-serif" font-size="8" font-weight="700" text-anchor="middle" ' +
    `textLength="${Math.min(32, name.length * 6)}" fill="#1a1e19">${name}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawn)}`;
}
