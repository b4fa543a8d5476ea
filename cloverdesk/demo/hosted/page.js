/* What a frame knows: what its address asks for, what the store tells, the frames beside it, and how it speaks. */

const asked = new URLSearchParams(window.location.search);

export const type = asked.get("type") ?? "";
export const key = asked.get("key") ?? "";
export const locale = asked.get("locale") ?? "en";
export const styles = asked.get("styles") ?? "{}";

/** The origin of the page around: nobody else is listened to or told anything. */
const host = asked.get("origin") ?? "";

/** The store's test cards, month and sample account, as they are now. */
export async function fetchFacts() {
  const answer = await fetch("/widget/facts.json", { cache: "no-store" });
  if (!answer.ok) {
    throw new Error(answer.statusText);
  }
  return answer.json();
}

/** The forms of all frames of the store on this page; they are of this origin, so they can be reached past the page. */
export function forms() {
  const found = [];
  for (let place = 0; place < window.parent.length; place += 1) {
    try {
      found.push(window.parent[place].cloverForm);
    } catch {
      // A frame of somebody else.
    }
  }
  return found.filter(Boolean);
}

/** The fields of all these forms that count now. */
export function fields() {
  return forms().flatMap((form) => form.fields.filter((field) => field.counts));
}

/** Tell the page around. */
export function tell(message) {
  if (host && window.parent !== window) {
    window.parent.postMessage(JSON.stringify(message), host);
  }
}

/** Call `heard` with each message of the page around. */
export function listen(heard) {
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.origin === host && typeof event.data === "string") {
      heard(JSON.parse(event.data));
    }
  });
}
