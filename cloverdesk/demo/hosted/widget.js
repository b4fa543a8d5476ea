/* A frame: the field or form of one element, or what carries messages between the page and all of them. */

import { fieldsOf } from "/widget/forms.js";
import { Field } from "/widget/field.js";
import { answerTo } from "/widget/tokens.js";
import { openWallet } from "/widget/wallet.js";
import { textsOf } from "/widget/texts.js";
import * as page from "/widget/page.js";

class Form {
  constructor(facts) {
    this.type = page.type;
    this.facts = facts;
    this.text = textsOf(page.locale, facts);
    this.fields = [];
    this.fields = fieldsOf(this.type).map((key) => new Field(key, this));
  }

  /** The form as events tell it: what is wrong first, and whether anybody was here. */
  get state() {
    const touched = this.fields.some((field) => field.touched);
    const error = this.fields.map((field) => field.error).find(Boolean);
    return error ? { error, touched } : { touched };
  }

  valueOf(key) {
    const own = this.fields.find((field) => field.key === key);
    const field = own ?? page.forms().flatMap((form) => form.fields).find((one) => one.key === key);
    return field ? field.value : "";
  }

  show() {
    this.fields.forEach((field) => field.show());
    if (this.fields.length > 1) {
      page.tell({ say: "height", height: document.body.scrollHeight });
    }
  }

  /** Something happened in a field: every listener gets the state of the whole page. */
  on(name) {
    this.show();
    const payload = Object.fromEntries(page.forms().map((form) => [form.type, form.state]));
    page.tell({ say: "event", name, payload });
  }

  build() {
    document.body.className = this.fields.length > 1 ? "several" : "single";
    document.body.append(...this.fields.map((field) => field.whole));
    this.show();
  }
}

/** Lay the page's styles over the plain ones; what is no selector or no property has no effect. */
function dress(styles) {
  const sheet = document.styleSheets[0];
  for (const [selector, properties] of Object.entries(styles)) {
    try {
      const place = sheet.insertRule(`${selector} {}`, sheet.cssRules.length);
      Object.assign(sheet.cssRules[place].style, properties);
    } catch {
      // As with Clover: the rest is dressed all the same.
    }
  }
}

async function open() {
  document.documentElement.lang = page.locale;
  document.title = page.type.replaceAll("_", " ");
  const form = new Form(await page.fetchFacts());
  if (page.type === "MESSAGES") {
    page.listen(async (question) => page.tell(await answerTo(question, form.text)));
  } else if (page.type.startsWith("PAYMENT_REQUEST_BUTTON")) {
    openWallet(form, JSON.parse(page.styles));
  } else {
    window.cloverForm = form;
    dress(JSON.parse(page.styles));
    form.build();
  }
  page.tell({ say: "ready" });
}

open();
