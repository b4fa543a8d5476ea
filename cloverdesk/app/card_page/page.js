/*
 * Mounts Clover's hosted fields, asks them for a token when somebody presses the button, and hands it to the desk.
 *
 * What is typed stays in Clover's frames. The fields do not say when they are there, may never answer, and report what is
 * wrong by resolving, in several shapes (hosted fields of a version that nobody promises): all are taken here.
 */
"use strict";

const page = document.getElementById("page");
const setup = JSON.parse(page.dataset.setup);
const { texts } = setup;
const byId = (id) => document.getElementById(id);
const [form, problem, send, again, cancel, agreed, end] = [
  "form", "problem", "send", "again", "cancel", "agreed", "end",
].map(byId);

const TYPES = {
  card: ["CARD_NUMBER", "CARD_DATE", "CARD_CVV", "CARD_POSTAL_CODE"],
  ach: ["ACH_ELEMENTS"],
  gift_card: ["GIFT_CARD_ELEMENTS"],
};
const WIDE = ["CARD_NUMBER", "ACH_ELEMENTS", "GIFT_CARD_ELEMENTS"];
const MOST_TOLD = 3; // of what is wrong in a form that marks its fields itself
const types = TYPES[setup.kind];
const single = setup.kind === "card";
let clover = null;

/* ---------------------------------------------------------------- states */

/** loading, ready, working, lost (the fields did not load), or over. */
function enter(state) {
  page.dataset.state = state;
  byId("loading").hidden = state !== "loading";
  form.setAttribute("aria-busy", String(state === "loading" || state === "working"));
  form.hidden = state === "over";
  byId("working").textContent = state === "working" ? texts.working : "";
  send.hidden = state === "lost";
  again.hidden = state !== "lost";
  send.disabled = state !== "ready";
  cancel.disabled = state === "working";
}

function tell(text, more) {
  problem.textContent = [text].concat(more || []).join(" ");
  problem.hidden = !text;
  if (text) {
    problem.focus();
  }
}

/** The end of this page, whatever it was: `name` of the texts that say so. */
function finish(name) {
  enter("over");
  end.className = name === "done" ? "" : "ended";
  end.querySelector("h2").textContent = texts[name];
  end.querySelector("p").textContent = texts[`${name}.more`];
  end.hidden = false;
  end.focus();
}

/** What a promise comes to; `late` if that takes too long, not counting while it is `held` up by a person. */
function within(seconds, promise, late, held) {
  let timer;
  const over = new Promise((resolve) => {
    const wait = () => {
      timer = setTimeout(() => (held && held() ? wait() : resolve(late)), seconds * 1000);
    };
    wait();
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}

/** Whether Clover's script shows what an account holder has to agree to, which is read as long as it takes. */
function agreeing() {
  return document.querySelector(".clover-ach-modal") !== null;
}

/* ---------------------------------------------------------------- the fields */

function make(name, more) {
  return Object.assign(document.createElement(name), more);
}

/** The box of one element, with its name above and what is wrong with it below; a form of several has its own. */
function place(type) {
  const whole = make("div", { className: WIDE.includes(type) ? "field wide" : "field" });
  const box = make("div", { id: `box-${type}`, className: "box" });
  whole.append(box);
  if (single) {
    whole.prepend(make("div", { className: "label", textContent: texts[type] }));
    const error = make("p", { id: `error-${type}`, className: "error" });
    error.setAttribute("aria-live", "polite");
    whole.append(error);
  }
  byId("fields").append(whole);
  return box;
}

/** The look of what is in a frame: it does not inherit ours. It travels in an address, so it is short. */
function styles() {
  const look = getComputedStyle(document.documentElement);
  const [color, second, surface, strong, bad] = ["text", "second", "surface", "strong", "bad"].map((name) =>
    look.getPropertyValue(`--${name}`).trim(),
  );
  if (single) {
    const bare = { height: "100%", border: "0", outline: "0", backgroundColor: "transparent", color, fontSize: "15px" };
    const unseen = { color: "transparent" };
    return {
      body: { padding: "0" },
      input: bare,
      "card-number input::placeholder": unseen,
      "card-cvv input::placeholder": unseen,
      "card-postal-code input::placeholder": unseen,
    };
  }
  const control = { color, backgroundColor: surface, borderColor: strong };
  return { body: { color }, label: { color: second }, input: control, select: control, ".error": { color: bad } };
}

function mark(type, text) {
  const error = byId(`error-${type}`);
  if (error) {
    error.textContent = text;
    byId(`box-${type}`).classList.toggle("wrong", Boolean(text));
  }
  return Boolean(error);
}

function words(told) {
  const text = told && typeof told === "object" ? told.message : told;
  return typeof text === "string" ? text : "";
}

/** A field tells the state of all, or of itself alone. */
function hear(type, payload) {
  const states = payload && typeof payload === "object" ? payload : {};
  if ("touched" in states) {
    mark(type, words(states.error));
    return;
  }
  for (const [one, state] of Object.entries(states)) {
    mark(one, words(state && state.error));
  }
}

function mount(elements, type) {
  const box = place(type);
  const loaded = new Promise((resolve) => {
    // `load` does not bubble, but it can be caught on its way down.
    box.addEventListener("load", resolve, { capture: true, once: true });
  });
  const element = elements.create(type, styles());
  for (const name of ["change", "focus", "blur"]) {
    element.addEventListener(name, (payload) => {
      if (name !== "change") {
        box.classList.toggle("focused", name === "focus");
      }
      hear(type, payload);
    });
  }
  element.mount(`#${box.id}`);
  return loaded;
}

function script() {
  return new Promise((resolve, reject) => {
    document.head.append(make("script", { src: setup.script, onload: resolve, onerror: reject }));
  });
}

async function load() {
  byId("fields").className = single ? "single" : "several";
  await script();
  const options = { locale: setup.locale };
  if (setup.merchantId) {
    options.merchantId = setup.merchantId;
  }
  clover = new window.Clover(setup.key, options);
  const elements = clover.elements();
  await Promise.all(types.map((type) => mount(elements, type)));
  return true;
}

async function start() {
  setTimeout(() => page.dataset.state !== "over" && finish("over"), setup.secondsLeft * 1000);
  const loaded = await within(setup.loadSeconds, load().catch(() => false), false);
  if (page.dataset.state !== "loading") {
    return;
  }
  enter(loaded ? "ready" : "lost");
  tell(loaded ? "" : texts.not_loaded);
}

/* ---------------------------------------------------------------- the token */

/** Whatever Clover's script does, throwing included, comes out as a result. */
async function ask() {
  try {
    if (setup.kind === "ach") {
      return await clover.createAchToken({ amount: setup.amount });
    }
    return await (setup.kind === "gift_card" ? clover.createGiftCardToken() : clover.createToken());
  } catch (thrown) {
    return { error: words(thrown) };
  }
}

/** Show why there is no token. */
function explain(result) {
  enter("ready");
  if (result === "late") {
    return tell(texts.token_late);
  }
  const errors = Object.entries((result && result.errors) || {});
  if (errors.length) {
    const unmarked = errors.filter(([type, text]) => !mark(type, words(text))).map(([, text]) => words(text));
    return tell(texts.check_fields, [...new Set(unmarked)].slice(0, MOST_TOLD));
  }
  const why = words(result && result.error);
  return tell(why ? texts.refused.replace("{why}", () => why) : texts.no_token);
}

/** Hand it to the desk; whether the desk took it. */
async function post(message) {
  try {
    const answer = await fetch(`${setup.path}/end`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(message),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

async function submit(event) {
  event.preventDefault();
  if (page.dataset.state !== "ready") {
    return;
  }
  if (setup.saves && !agreed.checked) {
    tell(texts["consent.needed"]);
    agreed.focus();
    return;
  }
  tell("");
  types.forEach((type) => mark(type, ""));
  enter("working");
  const result = await within(setup.tokenSeconds, ask(), "late", agreeing);
  if (page.dataset.state === "over") {
    return;
  }
  if (!(result && typeof result.token === "string")) {
    explain(result);
    return;
  }
  const { token, card, ach, gift_card } = result;
  finish((await post({ token, shown: card || ach || gift_card || {}, agreed: agreed.checked })) ? "done" : "over");
}

async function stop() {
  cancel.disabled = true;
  finish((await post({ cancelled: true })) ? "cancelled" : "over");
}

form.addEventListener("submit", submit);
cancel.addEventListener("click", stop);
again.addEventListener("click", () => window.location.reload());
// Not before: a script that never comes would otherwise keep the page from ever having loaded.
window.addEventListener("load", start);
