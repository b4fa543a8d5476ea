/*
 * The demo store's stand-in for the script of Clover's hosted fields: a page that takes cards runs unchanged against it.
 *
 * It leaves a global `Clover`. The store is found from this script's own address; `sdk.js?settle=never` is a store
 * whose tokens never come, neither as a result nor as an error. Not here: `paymentRequest()` and the methods of Apple
 * Pay, which need a registered web domain.
 *
 * What a card holder types stays in the frames, which hand it to one another and never to this page. Page and frames
 * exchange JSON strings by postMessage. Written without anything newer than ES2016, so that tests can run it in Qt.
 */
(function () {
  "use strict";

  const SCRIPT = findScript();
  const ORIGIN = new URL(SCRIPT).origin;
  const SETTLES = new URL(SCRIPT).searchParams.get("settle") !== "never";
  const LOCALES = ["en", "en-CA", "fr-CA"];
  const EVENTS = ["change", "focus", "blur", "paymentMethod", "paymentMethodStart", "paymentMethodEnd"];
  const WALLET = "PAYMENT_REQUEST_BUTTON";
  const STREET = "CARD_STREET_ADDRESS";
  const WITHOUT_EVENTS = "CARD";
  const TYPES = [
    WITHOUT_EVENTS, "CARD_NUMBER", "CARD_DATE", "CARD_CVV", "CARD_POSTAL_CODE", "CARD_NAME", STREET,
    "CARD_PHONE_NUMBER", "CARD_EMAIL_ADDRESS", WALLET, "PAYMENT_REQUEST_BUTTON_APPLE_PAY",
    "ACH_ELEMENTS", "GIFT_CARD_ELEMENTS",
  ];
  const FOOTER =
    "margin-top:12px;display:flex;gap:16px;font:12px/16px system-ui,sans-serif;color:#4e564c";

  /** The one set of elements of this page: it keeps the first key and merchant. */
  let elements = null;

  class Clover {
    /** `key` is the merchant's public key; `options` are merchantId, locale, showSecurePayments, showPrivacyPolicy. */
    constructor(key, options) {
      if (!key) {
        throw new Error("Clover needs the merchant's public key.");
      }
      this.key = String(key);
      this.options = options || {};
    }

    elements() {
      if (!document.body) {
        throw new Error("elements() needs the body of the page.");
      }
      if (elements) {
        elements.forgetListeners();
      } else {
        elements = new Elements(this.key, this.options);
      }
      return elements;
    }

    createToken(multiPay) {
      return ask({ kind: "card", multiPay: multiPay === true });
    }

    createGiftCardToken() {
      return ask({ kind: "gift_card", multiPay: false });
    }

    /** `amount` is in cents. What is asked for beside it is lost once the agreement is authorized, as with Clover. */
    createAchToken(order, multiPay) {
      const amount = order ? order.amount : undefined;
      if (!(typeof amount === "number" && amount > 0)) {
        throw new Error("createAchToken needs an amount above 0.");
      }
      return ask({ kind: "ach", amount, multiPay: multiPay === true });
    }
  }

  function ask(question) {
    return elements ? elements.ask(question) : undefined;
  }

  class Elements {
    constructor(key, options) {
      this.key = key;
      this.merchantId = options.merchantId || "";
      this.locale = LOCALES.indexOf(options.locale) < 0 ? "en" : options.locale;
      this.frames = [];
      this.held = [];
      this.waiting = new Map();
      this.calls = 0;
      this.forgetListeners();
      window.addEventListener("message", (event) => this.hear(event));
      this.messages = this.openFrame("MESSAGES", document.body, {});
      hide(this.messages.node);
      document.body.appendChild(footer(options));
    }

    create(type, styles) {
      if (TYPES.indexOf(type) < 0) {
        throw new Error(`There is no element ${type}.`);
      }
      if (type === STREET && !this.merchantId) {
        throw new Error(`${STREET} needs merchantId.`);
      }
      return new Element(this, type, styles || {});
    }

    forgetListeners() {
      this.listeners = new Map();
    }

    openFrame(type, container, styles) {
      const node = document.createElement("iframe");
      const told = { type, key: this.key, merchantId: this.merchantId, locale: this.locale };
      told.origin = window.location.origin;
      told.styles = JSON.stringify(styles);
      const query = Object.keys(told).map((name) => `${name}=${encodeURIComponent(told[name])}`);
      node.title = type.split("_").join(" ");
      node.src = `${ORIGIN}/widget.html?${query.join("&")}`;
      const frame = { node, type, container, ready: false };
      this.frames.push(frame);
      container.appendChild(node);
      return frame;
    }

    /** A promise that never rejects. The question goes out once every frame of the page is there. */
    ask(question) {
      return new Promise((resolve) => {
        if (SETTLES) {
          this.calls += 1;
          this.waiting.set(this.calls, { question, resolve });
          this.send(Object.assign({ call: this.calls }, question));
        }
      });
    }

    send(question) {
      this.held.push(question);
      this.flush();
    }

    flush() {
      if (this.frames.every((frame) => frame.ready || !frame.node.isConnected)) {
        this.held.splice(0).forEach((question) => {
          this.messages.node.contentWindow.postMessage(JSON.stringify(question), ORIGIN);
        });
      }
    }

    /** A message, if one of the frames sent it from the store. */
    hear(event) {
      const frame = this.frames.find((one) => one.node.contentWindow === event.source);
      const told = frame && event.origin === ORIGIN ? parse(event.data) : null;
      if (!told) {
        return;
      }
      if (told.say === "ready") {
        frame.ready = true;
        this.flush();
      } else if (told.say === "height") {
        resize(frame, told.height);
      } else if (told.say === "event") {
        this.dispatch(frame.type, told.name, told.payload);
      } else if (told.say === "agreement" && frame === this.messages) {
        this.confirm(told);
      } else if (told.say === "result" && frame === this.messages) {
        this.settle(told.call, told.result);
      }
    }

    dispatch(type, name, payload) {
      const listener = this.listeners.get(`${type} ${name}`);
      if (listener) {
        listener(payload);
      }
    }

    /** Show the agreement, then ask again. */
    confirm(told) {
      const asked = this.waiting.get(told.call);
      if (!asked) {
        return;
      }
      openAgreement(told.html, (authorized) => {
        if (authorized) {
          const again = { call: told.call, authorized: true, multiPay: false };
          this.send(Object.assign({}, asked.question, again));
        } else {
          this.settle(told.call, { errors: { ACH_ELEMENTS: "The agreement was not authorized." } });
        }
      });
    }

    settle(call, result) {
      const asked = this.waiting.get(call);
      this.waiting.delete(call);
      if (asked) {
        asked.resolve(result);
      }
    }
  }

  class Element {
    constructor(owner, type, styles) {
      this.owner = owner;
      this.type = type;
      this.styles = styles;
      this.mounted = false;
    }

    /** Fill what the selector finds; a second mount does nothing. */
    mount(selector) {
      if (this.mounted) {
        return;
      }
      const container = document.querySelector(selector);
      if (!container) {
        throw new Error(`Nothing on the page matches ${selector}.`);
      }
      this.mounted = true;
      fill(this.owner.openFrame(this.type, container, this.styles).node);
    }

    addEventListener(name, listener) {
      const slot = this.slot(name);
      if (this.owner.listeners.has(slot)) {
        throw new Error(`${this.type} has a listener for ${name} already.`);
      }
      this.owner.listeners.set(slot, listener);
    }

    removeEventListener(name) {
      this.owner.listeners.delete(this.slot(name));
    }

    slot(name) {
      if (EVENTS.indexOf(name) < 0 || this.type === WITHOUT_EVENTS) {
        throw new Error(`${this.type} has no event ${name}.`);
      }
      return `${this.type} ${name}`;
    }
  }

  function findScript() {
    const own = document.currentScript;
    if (own && own.src) {
      return own.src;
    }
    const found = Array.from(document.scripts).find((script) => script.src.indexOf("/sdk.js") >= 0);
    if (!found) {
      throw new Error("The script of the hosted fields does not find its own address.");
    }
    return found.src;
  }

  function parse(data) {
    try {
      return typeof data === "string" ? JSON.parse(data) : null;
    } catch (problem) {
      return null;
    }
  }

  function hide(node) {
    node.tabIndex = -1;
    node.setAttribute("aria-hidden", "true");
    node.style.cssText = "position:absolute;width:1px;height:1px;border:0;opacity:0;pointer-events:none";
  }

  function fill(node) {
    node.style.cssText = "display:block;width:100%;height:100%;border:0";
  }

  /** A form of several fields says how tall it is; its frame has to be the first thing in the container. */
  function resize(frame, height) {
    if (frame.container.firstChild === frame.node && height > 0) {
      frame.node.style.height = `${Math.ceil(height)}px`;
    }
  }

  function make(name, text, className) {
    const node = document.createElement(name);
    node.textContent = text;
    node.className = className;
    return node;
  }

  function footer(options) {
    const whole = make("div", "", "clover-footer");
    whole.style.cssText = FOOTER;
    if (options.showSecurePayments !== false) {
      const half = make("span", "", "clover-secure-payments");
      const icon = document.createElement("img");
      icon.src = `${ORIGIN}/widget/lock.svg`;
      icon.alt = "";
      icon.style.cssText = "width:12px;height:12px;margin-right:4px;vertical-align:-1px";
      half.appendChild(icon);
      half.appendChild(make("span", "Demo store: test cards only", ""));
      whole.appendChild(half);
    }
    if (options.showPrivacyPolicy !== false) {
      const text = "Privacy: what you type stays on this computer, and card numbers are not kept";
      whole.appendChild(make("span", text, "clover-privacy-policy"));
    }
    return whole;
  }

  /** Ask for the agreement that a bank payment needs; `html` comes from the store's frame. */
  function openAgreement(html, done) {
    const before = document.activeElement;
    const modal = make("div", "", "clover-ach-modal");
    const authorize = make("button", "Authorize", "clover-ach-authorize");
    const cancel = make("button", "Cancel", "clover-ach-cancel");
    const text = make("div", "", "clover-ach-agreement");
    text.innerHTML = html;
    modal.setAttribute("role", "dialog");
    modal.setAttribute("aria-modal", "true");
    modal.setAttribute("aria-label", "Agreement");
    function close(authorized) {
      modal.remove();
      if (before && before.focus) {
        before.focus();
      }
      done(authorized);
    }
    authorize.type = cancel.type = "button";
    cancel.style.marginLeft = "8px";
    authorize.addEventListener("click", () => close(true));
    cancel.addEventListener("click", () => close(false));
    modal.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        close(false);
      } else if (event.key === "Tab") {
        event.preventDefault();
        (document.activeElement === authorize ? cancel : authorize).focus();
      }
    });
    [text, authorize, cancel].forEach((node) => modal.appendChild(node));
    document.body.appendChild(modal);
    authorize.focus();
  }

  window.Clover = Clover;
})();
