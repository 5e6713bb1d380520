// The inspector's page: shows the deliveries of `vsw listen --inspect` as they arrive.
//
// What a webhook contains is untrusted. It becomes text nodes and nothing else: `el` is the only function that makes
// elements, and Trusted Types (index.html) refuse markup from text. No link is made from a webhook's content.
//
// Order: words, text, elements, API, deliveries and calls, view, list, timeline, detail, actions, keyboard, updates,
// start. All state is in `store`, `view`, `selection` and the caches beside the functions that use them.

// ---------------------------------------------------------------------------------------------------------- Words

const VERDICTS = {
  genuine: "Signed with your secret, unchanged and fresh.",
  rejected: "Not proven to be from Vonage.",
  unsigned: "It has no token, so its sender is unknown.",
  unsigned_expected: "It has no token, as expected: the Developer Preview does not sign this event.",
  replayed: "Genuine, but the same token was received before.",
};

const CODES = {
  "no-header": "The header with the token is missing.",
  "several-headers": "The header has several values; a proxy may read another one than vsw.",
  "not-bearer": "The Authorization header does not start with Bearer.",
  "malformed-token": "The Authorization header holds no well-formed token.",
  "token-too-long": "The token exceeds 16 KiB.",
  "duplicate-member": "The token has a member more than once.",
  "unsupported-algorithm": "The token's algorithm is not HS256.",
  "critical-header": "The token requires an extension that Vonage does not use.",
  "signature-mismatch": "No configured secret made the signature: the secret is wrong, or the token is forged.",
  "no-secret-for-key": "No secret is configured for the account that the token claims.",
  "claims-not-json": "The token's claims cannot be read.",
  "missing-claim": "The token lacks a required claim.",
  "claim-type": "A claim has the wrong type.",
  "issuer-mismatch": "The token was not issued by Vonage.",
  "api-key-mismatch": "The token belongs to another account.",
  "application-mismatch": "The token belongs to another application.",
  "payload-mismatch": "The body or query is not the one that was signed.",
  "too-old": "The token is too old.",
  "from-the-future": "The token is dated in the future.",
  expired: "The token has expired.",
  "not-yet-valid": "The token is not valid yet.",
  replayed: "The same token was received before.",
};

// Name, then what it means if the check passed, and if it failed.
const CHECKS = {
  token: ["Token", "one well-formed Bearer token", "no single well-formed token"],
  signature: ["Signature", "made with a configured secret", "made with no configured secret"],
  claims: ["Claims", "complete, of the right types", "missing or of the wrong type"],
  issuer: ["Issuer", "Vonage", "not Vonage"],
  account: ["Account", "the account of the secret", "another account"],
  api_key: ["Account", "the account of the secret", "another account"],
  application: ["Application", "the expected application", "another application"],
  payload: ["Payload", "unchanged since it was signed", "not what was signed"],
  age: ["Age", "within the allowed time", "outside the allowed time"],
  replay: ["First use", "the token was not seen before", "the token was seen before"],
};

const CLAIMS = {
  iat: "Issued",
  exp: "Expires",
  nbf: "Valid from",
  iss: "Issuer",
  jti: "Token id",
  api_key: "Account",
  application_id: "Application",
  payload_hash: "Payload hash",
};

const FINAL_EVENTS = new Set([
  "completed",
  "busy",
  "cancelled",
  "unanswered",
  "rejected",
  "failed",
  "timeout",
  "disconnected",
]);

// ----------------------------------------------------------------------------------------------------------- Text

const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Returns text in which control, format and direction characters can be seen, so that none can disguise the rest. */
function visible(text) {
  return text.replace(
    INVISIBLE,
    (letter) => `‹U+${letter.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`,
  );
}

const count = new Intl.NumberFormat("en").format;
const plural = (number, noun, nouns = `${noun}s`) => `${count(number)} ${number === 1 ? noun : nouns}`;
const clockFormat = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const dayFormat = new Intl.DateTimeFormat("en", { month: "short", day: "numeric" });
const MOMENT = {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
};
const momentFormat = new Intl.DateTimeFormat("en", MOMENT);
const preciseFormat = new Intl.DateTimeFormat("en", { ...MOMENT, fractionalSecondDigits: 3 });

const clock = (ms) => (Number.isFinite(ms) ? clockFormat.format(ms) : "unknown");
const moment = (ms, format = momentFormat) => (Math.abs(ms) < 8.64e15 ? format.format(ms) : "no valid time");
const isToday = (ms) => new Date(ms).toDateString() === new Date().toDateString();
const shortTime = (ms) => (isToday(ms) || !Number.isFinite(ms) ? clock(ms) : `${dayFormat.format(ms)} ${clock(ms)}`);

/** A length of time in words: "40 ms", "9.8 s", "2 min 3 s", "3 h 20 min", "4 days". */
function duration(ms) {
  const seconds = Math.round(ms / 1000);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1).replace(/\.0$/, "")} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ""}`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return plural(Math.floor(seconds / 86_400), "day");
}

function bytes(length) {
  if (length < 1024) return plural(length, "byte");
  return length < 1024 * 1024 ? `${(length / 1024).toFixed(1)} KiB` : `${(length / 1024 / 1024).toFixed(1)} MiB`;
}

const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** Returns the text of one segment of a token, or null. */
function decodeSegment(segment = "") {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(
      fromBase64(segment.replaceAll("-", "+").replaceAll("_", "/")),
    );
  } catch {
    return null;
  }
}

const JSON_TOKEN = /\s+|("(?:[^"\\]|\\.)*")|([{}[\],:])|(-?\d[\d.eE+-]*)|(true|false|null)/gy;

// Deeper JSON is shown as it came: indenting it would take memory by the square of its depth.
const DEEPEST = 64;

/**
 * Indents JSON without parsing it into values: numbers, escapes and repeated members stay as they were sent. Returns
 * pieces `[kind, text]`, or null if the text is not JSON.
 */
function indentJson(text) {
  try {
    if (typeof JSON.parse(text) !== "object") return null;
  } catch {
    return null;
  }
  const pieces = [];
  let depth = 0;
  let opened = false;
  const add = (kind, piece) => {
    if (opened) pieces.push(["", `\n${"  ".repeat(depth)}`]);
    opened = false;
    pieces.push([kind, piece]);
  };
  for (const [whole, string, mark, number] of text.matchAll(JSON_TOKEN)) {
    if (string) add("string", string);
    else if (number) add("number", number);
    else if (mark === "{" || mark === "[") {
      add("", mark);
      depth += 1;
      if (depth > DEEPEST) return null;
      opened = true;
    } else if (mark === "}" || mark === "]") {
      depth -= 1;
      pieces.push(["", opened ? mark : `\n${"  ".repeat(depth)}${mark}`]);
      opened = false;
    } else if (mark === ",") pieces.push(["", `,\n${"  ".repeat(depth)}`]);
    else if (mark === ":") {
      pieces.at(-1)[0] = "key";
      pieces.push(["", ": "]);
    } else if (whole.trim()) add("literal", whole);
  }
  return pieces;
}

/** Bytes as lines of offset, hex and ASCII. */
function hexDump(data) {
  const lines = [];
  for (let at = 0; at < data.length; at += 16) {
    const part = [...data.subarray(at, at + 16)];
    const hex = part
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join(" ")
      .padEnd(48);
    const ascii = part.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
    lines.push(`${at.toString(16).padStart(6, "0")}  ${hex} ${ascii}`);
  }
  return lines.join("\n");
}

// ------------------------------------------------------------------------------------------------------- Elements

const byId = (id) => document.getElementById(id);

/** Makes an element: `el("p.soft", { title: "…" }, "text", child)`. Strings become text nodes; null is skipped. */
function el(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, name.startsWith("aria-") ? value : value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#${name}`);
  svg.append(use);
  return svg;
}

const toneOf = (verdict) => (Object.hasOwn(VERDICTS, verdict) ? verdict : "other");
const verdictWord = (verdict) => String(verdict).replaceAll("_", " ");

/** The mark of a verdict: a shape and a color, with the word for screen readers. */
const mark = (verdict) =>
  el(
    "span.mark",
    { "data-tone": toneOf(verdict), title: verdictWord(verdict) },
    icon(`mark-${toneOf(verdict)}`),
    el("span.hidden", {}, `${verdictWord(verdict)} `),
  );

/** Text of a webhook: invisible characters shown, its direction kept to itself. */
const foreign = (text, selector = "bdi") => el(selector, {}, visible(String(text)));

const button = (name, label, title, onclick, selector = "button") =>
  el(selector, { type: "button", title, onclick }, name ? icon(`icon-${name}`) : null, el("span", {}, label));

function command(text) {
  const copy = button("copy", "Copy", `Copy: ${text}`, () => copyText(text, "command"), "button.quiet");
  // A line breaks between words only, not at a hyphen.
  const words = text.split(" ").flatMap((word) => [el("span", {}, word), " "]);
  return el("p.command", {}, el("code", {}, words), copy);
}

// ------------------------------------------------------------------------------------------------------------ API

class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

const TOKEN = "vsw-inspector-token";

/** Moves the token from the address bar to the session's storage, where a reload finds it. */
function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token) {
    sessionStorage.setItem(TOKEN, token);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem(TOKEN);
}

async function request(path, options = {}) {
  const headers = { Authorization: `Bearer ${sessionStorage.getItem(TOKEN)}` };
  if (options.body) headers["Content-Type"] = "application/json";
  const response = await fetch(path, { ...options, headers, cache: "no-store" });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new ApiError(response.status, problem.error ?? `the inspector answered ${response.status}`);
}

const fetchJson = async (path, options) => (await request(path, options)).json();
const post = (path, body = {}) => request(path, { method: "POST", body: JSON.stringify(body) });

/** Yields the events of a stream: `{ event, data }`. Ends with it; `onBytes` is called for each piece. */
async function* serverEvents(response, onBytes) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes();
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = { event: "message", data: "" };
      for (const line of block.split("\n")) {
        const colon = line.indexOf(":");
        if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).replace(/^ /, "");
      }
      if (fields.data) yield { event: fields.event, data: JSON.parse(fields.data) };
    }
  }
}

// ------------------------------------------------------------------------------------------- Deliveries and calls

const HOUR = 3_600_000;

class Delivery {
  /** `data` is a delivery as the API describes it. */
  constructor(data) {
    this.data = data;
    this.number = data.number;
    this.verdict = data.verdict;
    this.arrived = Date.parse(data.at);
    this.facts = data.call_facts ?? {};
    this.event = data.webhook ?? data.claimed_event ?? "unknown";
    /** The event, with `?` if only an unverified payload says so. */
    this.eventLabel = data.webhook ?? `${this.event}?`;
    this.call = null;
  }

  /** When it happened by its own timestamp, unless that is far from its arrival. */
  ownTime() {
    const time = Date.parse(this.facts.timestamp);
    return Math.abs(time - this.arrived) < HOUR ? time : null;
  }

  get token() {
    const wanted = (store.session?.header_name ?? "Authorization").toLowerCase();
    const header = this.data.headers.find(([name, value]) => name.toLowerCase() === wanted && value);
    return header?.[1].replace(/^bearer\s+/i, "").trim();
  }

  get isVerified() {
    return this.verdict === "genuine" || this.verdict === "replayed";
  }

  /** What a search covers besides the body. */
  get summary() {
    const { data, facts } = this;
    this.summaryText ??= [
      `#${this.number}`,
      this.eventLabel,
      verdictWord(this.verdict),
      ...data.failures,
      data.method,
      data.target,
      data.status,
      data.application,
      data.api_key,
      ...Object.values(facts),
      data.call,
      ...data.headers.flatMap(([name, value]) => `${name}: ${value}`),
    ].join("\n");
    return this.summaryText;
  }
}

/** The deliveries of one conversation, or a single delivery that belongs to no call. */
class Call {
  constructor(key, order) {
    this.key = key;
    this.order = order;
    this.deliveries = [];
    this.cached = null;
  }

  get version() {
    return this.deliveries.length;
  }

  get isCall() {
    return this.key !== null;
  }

  add(delivery) {
    delivery.call = this;
    this.deliveries.push(delivery);
    this.cached = null;
  }

  /** The delivery to show first: the first that is not genuine, else the last. */
  get telling() {
    return (
      this.deliveries.find(({ verdict }) => verdict !== "genuine" && verdict !== "unsigned_expected") ??
      this.deliveries.at(-1)
    );
  }

  get summary() {
    this.cached ??= this.summarize();
    return this.cached;
  }

  summarize() {
    // A webhook without a time of its own (answer, fallback) took as long as the quickest of those before it. Clocks
    // differ, so this can be a negative time.
    let delay = Infinity;
    const moments = this.deliveries.map((delivery) => {
      const own = delivery.ownTime();
      if (own !== null) delay = Math.min(delay, delivery.arrived - own);
      return { delivery, time: own ?? delivery.arrived - (Number.isFinite(delay) ? delay : 0) };
    });
    moments.sort((a, b) => a.time - b.time || a.delivery.number - b.delivery.number);
    // What a rejected webhook claims changes nothing of a call with others. What an unsigned one claims changes its state,
    // with a question mark, but no numbers that a verified one has.
    const credible = moments.filter(({ delivery }) => delivery.verdict !== "rejected");
    const basis = credible.length ? credible : moments;
    const verified = moments.filter(({ delivery }) => delivery.isVerified);
    const first = (test) => basis.find(({ delivery }) => test(delivery));
    const named = verified.length ? verified : basis;
    const fact = (name) => named.find(({ delivery }) => delivery.facts[name])?.delivery.facts[name] ?? null;
    const begin = moments[0].time;
    const ringing = first(({ event }) => event === "ringing" || event === "started");
    const answered = first(({ event }) => event === "answered");
    const end = first(({ event }) => FINAL_EVENTS.has(event));
    const tally = {};
    for (const { verdict } of this.deliveries) tally[verdict] = (tally[verdict] ?? 0) + 1;
    const isClaimed = Boolean(end && verified.length && !end.delivery.isVerified);
    const seconds = isClaimed ? null : end?.delivery.facts.duration;
    const talked = /^\d{1,9}$/.test(seconds ?? "") ? seconds * 1000 : answered && end ? end.time - answered.time : null;
    return {
      moments,
      begin,
      end: moments.at(-1).time,
      tally,
      talked,
      from: fact("from"),
      to: fact("to"),
      direction: fact("direction"),
      state: (end && `${end.delivery.event}${isClaimed ? "?" : ""}`) ?? (answered ? "in progress" : ringing ? "ringing" : basis.at(-1).delivery.event),
      isOver: Boolean(end),
      // A completed call was answered at some time, even if no credible webhook says when.
      rang: ringing && {
        from: ringing.time,
        to: (answered ?? (end?.delivery.event === "completed" ? null : end))?.time ?? null,
      },
      spoke: answered && { from: answered.time, to: end?.time ?? null },
    };
  }
}

// The server keeps as many.
const MOST_DELIVERIES = 20_000;
// Forgetting rebuilds the view, so it is done for several at once.
const FORGET_AT_ONCE = 500;

const store = {
  session: null,
  deliveries: [],
  byNumber: new Map(),
  calls: [],
  byKey: new Map(),
  /** From a leg's id to its conversation's, because some webhooks have only the former. */
  legs: new Map(),
  /** From a token to the number of the delivery that had it first. */
  tokens: new Map(),
  verdicts: new Map(),
  events: new Map(),
  lastNumber: 0,

  add(data) {
    if (data.number <= this.lastNumber) return null;
    const delivery = new Delivery(data);
    this.lastNumber = delivery.number;
    this.deliveries.push(delivery);
    this.byNumber.set(delivery.number, delivery);
    this.count(delivery, 1);
    this.callOf(delivery).add(delivery);
    const { token } = delivery;
    if (token && !this.tokens.has(token)) this.tokens.set(token, delivery.number);
    return delivery;
  },

  count({ verdict, event }, step) {
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + step);
    this.events.set(event, (this.events.get(event) ?? 0) + step);
  },

  callOf(delivery) {
    const uuid = delivery.facts.uuid ?? delivery.facts.call_uuid ?? null;
    const verified = delivery.data.call;
    const conversation = delivery.facts.conversation_uuid ?? (verified === uuid ? null : verified);
    if (uuid && conversation) this.join(uuid, conversation, delivery);
    const leg = this.legs.get(uuid);
    const joined = leg && (leg.isVerified || !delivery.isVerified) ? leg.conversation : null;
    const key = conversation ?? joined ?? uuid;
    const known = key === null ? undefined : this.byKey.get(key);
    if (known) return known;
    const call = new Call(key, delivery.number);
    this.calls.push(call);
    if (key !== null) this.byKey.set(key, call);
    return call;
  },

  /** Records a leg's conversation. What came for the leg alone joins it; unverified content moves nothing verified. */
  join(uuid, conversation, delivery) {
    const known = this.legs.get(uuid);
    if (known && (known.isVerified || !delivery.isVerified)) return;
    this.legs.set(uuid, { conversation, isVerified: delivery.isVerified });
    const alone = this.byKey.get(uuid);
    if (!alone || uuid === conversation) return;
    if (!delivery.isVerified && alone.deliveries.some((other) => other.isVerified)) return;
    this.byKey.delete(uuid);
    const whole = this.byKey.get(conversation);
    if (whole) {
      this.calls.splice(this.calls.indexOf(alone), 1);
      for (const other of alone.deliveries) whole.add(other);
      whole.deliveries.sort((a, b) => a.number - b.number);
    } else {
      alone.key = conversation;
      this.byKey.set(conversation, alone);
    }
    view.isStale = true;
  },

  /** Forgets deliveries with smaller numbers. */
  forget(oldest) {
    const left = this.deliveries.findIndex(({ number }) => number >= oldest);
    const gone = left < 0 ? this.deliveries.length : left;
    if (gone === 0) return;
    view.isStale = true;
    for (const delivery of this.deliveries.splice(0, gone)) {
      this.byNumber.delete(delivery.number);
      this.count(delivery, -1);
      delivery.call.deliveries.shift();
      delivery.call.cached = null;
      const { token } = delivery;
      if (this.tokens.get(token) === delivery.number) this.tokens.delete(token);
      const isLast = delivery.call.deliveries.length === 0;
      if (isLast) this.legs.delete(delivery.facts.uuid ?? delivery.facts.call_uuid);
      diagnoses.delete(delivery.number);
      replays.delete(delivery.number);
    }
    this.calls = this.calls.filter((call) => {
      if (call.deliveries.length === 0) this.byKey.delete(call.key);
      return call.deliveries.length > 0;
    });
    if (this.deliveries.length > 0) return;
    this.legs.clear();
    this.tokens.clear();
  },

  /** Keeps the memory within its limit. */
  forgetOldest() {
    const excess = this.deliveries.length - MOST_DELIVERIES;
    if (excess >= FORGET_AT_ONCE) this.forget(this.deliveries[excess].number);
  },
};

// ----------------------------------------------------------------------------------------------------------- View

/** Which deliveries are shown, and how: `items` are calls or deliveries, oldest first. */
const view = {
  mode: "calls",
  verdicts: new Set(),
  event: "",
  call: null,
  terms: [],
  items: [],
  shownCalls: new Set(),
  matching: 0,
  isStale: true,

  get isFiltered() {
    return this.verdicts.size > 0 || this.event !== "" || this.call !== null || this.terms.length > 0;
  },

  matches(delivery) {
    if (this.verdicts.size > 0 && !this.verdicts.has(delivery.verdict)) return false;
    if (this.event && delivery.event !== this.event) return false;
    if (this.call && delivery.call !== this.call) return false;
    return this.terms.every((term) => term.test(delivery.summary) || term.test(delivery.data.body ?? ""));
  },

  /** Case-insensitive expressions need no lower-case copy of every body. */
  search(text) {
    const words = text.split(/\s+/).filter(Boolean);
    this.terms = words.map((word) => new RegExp(word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "iu"));
  },

  rebuild() {
    const matching = store.deliveries.filter((delivery) => this.matches(delivery));
    this.matching = matching.length;
    this.shownCalls = new Set(matching.map(({ call }) => call));
    this.items = this.mode === "deliveries" ? matching : store.calls.filter((call) => this.shownCalls.has(call));
    this.isStale = false;
  },

  /** Adds a new delivery without a look at the others. */
  add(delivery) {
    if (this.isStale || !this.matches(delivery)) return;
    this.matching += 1;
    if (this.mode === "deliveries") {
      this.items.push(delivery);
    } else if (!this.shownCalls.has(delivery.call)) {
      this.shownCalls.add(delivery.call);
      this.items.push(delivery.call);
      if (this.items.length > 1 && this.items.at(-2).order > delivery.call.order) this.isStale = true;
    }
  },

  itemOf(delivery) {
    return this.mode === "calls" ? (delivery?.call ?? null) : delivery;
  },

  shownDeliveries() {
    return store.deliveries.filter((delivery) => this.matches(delivery));
  },
};

// ----------------------------------------------------------------------------------------------------------- List

/** A list that keeps only the visible rows in the document. It shows `items` newest first. */
class VirtualList {
  constructor(scroller, renderRow) {
    this.scroller = scroller;
    this.canvas = scroller.firstElementChild;
    this.renderRow = renderRow;
    this.rows = new Map();
    this.items = [];
    this.length = 0;
    this.selected = null;
    this.rowHeight = 1;
    scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.measure()).observe(scroller);
  }

  /** Reads the height of a row from the style sheet: it depends on the view and on the width. */
  measure() {
    this.rowHeight = parseFloat(getComputedStyle(this.scroller).getPropertyValue("--row")) || 32;
    this.height = this.scroller.clientHeight;
    this.update(this.items);
  }

  /** Shows `items`, which may be the same array with more at its end. In a scrolled list, the rows in sight stay. */
  update(items) {
    const { scrollTop } = this.scroller;
    const firstRow = Math.floor(scrollTop / this.rowHeight);
    const anchor = scrollTop > 0 ? this.items[this.length - 1 - firstRow] : undefined;
    this.items = items;
    this.length = items.length;
    this.canvas.style.height = `${this.length * this.rowHeight}px`;
    const top = anchor ? this.top(anchor) : null;
    if (top !== null) this.scroller.scrollTop = scrollTop + top - firstRow * this.rowHeight;
    this.draw();
  }

  indexOf(item) {
    // Items are ordered, so a binary search finds the place; `order` of a delivery is its number.
    const order = (one) => one.order ?? one.number;
    let [low, high] = [0, this.items.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.items[middle] === item) return middle;
      if (order(this.items[middle]) < order(item)) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  top(item) {
    const index = this.indexOf(item);
    return index < 0 ? null : (this.items.length - 1 - index) * this.rowHeight;
  }

  draw() {
    const { items, rows, rowHeight } = this;
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / rowHeight) - OVERSCAN);
    const last = Math.min(items.length - 1, Math.ceil((this.scroller.scrollTop + this.height) / rowHeight) + OVERSCAN);
    const wanted = new Set();
    for (let at = first; at <= last; at += 1) {
      const item = items[items.length - 1 - at];
      wanted.add(item);
      let row = rows.get(item);
      if (!row || row.version !== item.version) {
        row?.element.remove();
        row = { element: this.renderRow(item), version: item.version, at: null };
        rows.set(item, row);
        this.canvas.append(row.element);
      }
      if (row.at !== at || row.of !== items.length) {
        Object.assign(row, { at, of: items.length });
        row.element.style.transform = `translateY(${at * rowHeight}px)`;
        row.element.setAttribute("aria-posinset", at + 1);
        row.element.setAttribute("aria-setsize", items.length);
      }
      row.element.setAttribute("aria-selected", item === this.selected);
    }
    for (const [item, { element }] of rows) {
      if (wanted.has(item)) continue;
      element.remove();
      rows.delete(item);
    }
    const active = rows.get(this.selected)?.element.id;
    if (active) this.scroller.setAttribute("aria-activedescendant", active);
    else this.scroller.removeAttribute("aria-activedescendant");
  }

  select(item, { reveal }) {
    this.selected = item;
    const top = item && this.top(item);
    if (reveal && top !== null) {
      const { scrollTop } = this.scroller;
      if (top < scrollTop) this.scroller.scrollTop = top;
      else if (top + this.rowHeight > scrollTop + this.height)
        this.scroller.scrollTop = top + this.rowHeight - this.height;
    }
    this.draw();
  }

  /** The item `step` rows below the selected one, or above for a negative step. */
  neighbor(step) {
    const index = this.selected ? this.indexOf(this.selected) : -1;
    if (index < 0) return this.items.at(-1);
    return this.items[Math.min(this.items.length - 1, Math.max(0, index - step))];
  }
}

const OVERSCAN = 6;

function renderRow(item) {
  const row = item instanceof Delivery ? deliveryRow(item) : item.isCall ? callRow(item) : looseRow(item);
  row.addEventListener("click", () => choose(item, { open: true }));
  return row;
}

function deliveryRow(delivery) {
  const { data, number } = delivery;
  return el(
    "div.row.delivery-row",
    { role: "option", id: `row-${number}`, "data-tone": toneOf(delivery.verdict) },
    mark(delivery.verdict),
    foreign(delivery.eventLabel, "bdi.event"),
    el("span.target", {}, `${data.method} `, foreign(data.target)),
    el("span.status", {}, statusText(data)),
    el("time.time", { datetime: data.at }, shortTime(delivery.arrived)),
    el("span.number", {}, `#${number}`),
  );
}

/** A delivery that belongs to no call, among calls. */
function looseRow(item) {
  const delivery = item.deliveries[0];
  const { data, number } = delivery;
  return el(
    "div.row.call-row.loose",
    { role: "option", id: `call-${number}` },
    el("span.title", {}, el("span.method", {}, `${data.method} `), foreign(data.target)),
    el("time.time", { datetime: data.at }, shortTime(delivery.arrived)),
    el("span.state", {}, foreign(delivery.eventLabel)),
    el(
      "span.tally",
      { "data-tone": toneOf(delivery.verdict) },
      mark(delivery.verdict),
      data.code ? el("span", {}, data.code) : verdictWord(delivery.verdict),
    ),
  );
}

function callRow(call) {
  const {
    summary,
    deliveries: [first],
  } = call;
  return el(
    "div.row.call-row",
    { role: "option", id: `call-${call.order}` },
    el(
      "span.title",
      {},
      direction(summary.direction),
      foreign(summary.from ?? "unknown"),
      " → ",
      foreign(summary.to ?? "unknown"),
    ),
    el("time.time", { datetime: first.data.at }, shortTime(first.arrived)),
    el(
      "span.state",
      {},
      foreign(summary.state),
      summary.talked === null ? null : el("span.soft", {}, ` ${duration(summary.talked)}`),
    ),
    strip(summary),
    tally(summary),
  );
}

function direction(word) {
  if (word !== "outbound" && word !== "inbound") return null;
  return el("span.direction", { title: word }, icon(`icon-${word}`), el("span.hidden", {}, `${word} call `));
}

/** The most important part of a call's tally: what was rejected, else what was unsigned, else how many were signed. */
function tally({ tally: counts, moments }) {
  const signed = (counts.genuine ?? 0) + (counts.replayed ?? 0);
  const total = moments.length;
  if (counts.rejected) return el("span.tally", { "data-tone": "rejected" }, `${counts.rejected} of ${total} rejected`);
  if (counts.unsigned) return el("span.tally", { "data-tone": "unsigned" }, `${counts.unsigned} of ${total} unsigned`);
  if (counts.replayed) return el("span.tally", { "data-tone": "replayed" }, `${counts.replayed} of ${total} replayed`);
  if (signed < total) return el("span.tally", { "data-tone": "other" }, `${signed} of ${total} signed`);
  return el("span.tally", { "data-tone": "genuine" }, `${total} signed`);
}

// ------------------------------------------------------------------------------------------------------- Timeline

const percent = (part) => `${(part * 100).toFixed(2)}%`;

function place(element, from, to = null) {
  element.style.insetInlineStart = percent(from);
  if (to !== null) element.style.inlineSize = percent(Math.max(0, to - from));
  return element;
}

/** A scale from times to 0…1. A call that is not over gets room to the right. */
function scaleOf({ begin, end, isOver }) {
  const span = Math.max((end - begin) * (isOver ? 1 : 1.15), 1);
  return (time) => (time - begin) / span;
}

function phases(summary, scale) {
  const bar = (className, phase) =>
    phase &&
    place(
      el(`span.${className}${phase.to === null ? ".open" : ""}`),
      scale(phase.from),
      phase.to === null ? 1 : scale(phase.to),
    );
  return { rang: bar("rang", summary.rang), spoke: bar("spoke", summary.spoke) };
}

/** A call in one line. Marks keep a distance, so that those of one moment can be told apart. */
function strip(summary) {
  const scale = scaleOf(summary);
  const { rang, spoke } = phases(summary, scale);
  const shown =
    summary.moments.length > MOST_MARKS
      ? summary.moments.filter(({ delivery }) => delivery.verdict !== "genuine").slice(0, MOST_MARKS)
      : summary.moments;
  const gap = Math.min(0.075, 1 / Math.max(1, shown.length - 1));
  const places = shown.map(({ time }) => scale(time));
  for (let at = 1; at < places.length; at += 1) places[at] = Math.max(places[at], places[at - 1] + gap);
  let limit = 1;
  for (let at = places.length - 1; at >= 0; at -= 1, limit -= gap) places[at] = Math.min(places[at], limit);
  const marks = shown.map(({ delivery }, at) => place(mark(delivery.verdict), places[at]));
  return el("span.strip", { "aria-hidden": true }, el("span.track", {}, rang, spoke, marks));
}

const MOST_MARKS = 14;

const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  1_200_000, 1_800_000, 3_600_000, 7_200_000, 18_000_000, 43_200_000, 86_400_000,
];

function ticks(summary, scale) {
  const span = summary.end - summary.begin;
  const step = STEPS.find((one) => span / one <= 5) ?? span;
  const marks = [];
  for (let time = 0; time <= span && marks.length < 8; time += step) {
    marks.push(place(el("span.tick", {}, time === 0 ? "0" : duration(time)), scale(summary.begin + time)));
  }
  return marks;
}

/** A call with one line per webhook, in the order of the events. */
function waterfall(call) {
  const { summary } = call;
  const scale = scaleOf(summary);
  const bars = phases(summary, scale);
  const beginsPhase = (phase, moment) => phase && moment.time === phase.from;
  let highest = 0;
  const lines = summary.moments.map((entry) => {
    const { delivery, time } = entry;
    const isLate = delivery.number < highest;
    highest = Math.max(highest, delivery.number);
    const track = el("span.track", { "aria-hidden": true });
    for (const [name, phase] of [
      ["spoke", summary.spoke],
      ["rang", summary.rang],
    ]) {
      if (beginsPhase(phase, entry) && bars[name]) {
        track.append(bars[name]);
        bars[name] = null;
      }
    }
    track.append(place(mark(delivery.verdict), scale(time)));
    return el(
      "button.moment",
      { type: "button", "data-number": delivery.number, onclick: () => select(delivery, { open: true }) },
      el("span.name", { "data-tone": toneOf(delivery.verdict) }, mark(delivery.verdict), foreign(delivery.eventLabel)),
      track,
      el("span.offset", {}, time === summary.begin ? "0 ms" : `+${duration(time - summary.begin)}`),
      el("span.status", { title: "Status of the response" }, statusText(delivery.data)),
      el(
        "span.number",
        isLate
          ? { "data-late": true, title: "It arrived before the one above, out of order" }
          : { title: "Order of arrival" },
        `#${delivery.number}`,
      ),
    );
  });
  const grid = (className, ...marks) => el(`div.${className}`, { "aria-hidden": true }, el("span.track", {}, marks));
  return el(
    "div.waterfall",
    {},
    grid("axis", ticks(summary, scale)),
    el("div.moments", {}, grid("grid", ticks(summary, scale)), lines),
  );
}

function callPanel(call) {
  const { summary } = call;
  const isOnly = view.call === call;
  const facts = [
    summary.direction,
    summary.rang?.to ? `rang ${duration(summary.rang.to - summary.rang.from)}` : null,
    summary.talked === null ? null : `talked ${duration(summary.talked)}`,
  ].filter(Boolean);
  return el(
    "section.call",
    { "aria-label": "Call" },
    el(
      "div.call-head",
      {},
      el("h2", {}, foreign(summary.from ?? "unknown"), " → ", foreign(summary.to ?? "unknown")),
      el("span.state", { "data-over": summary.isOver }, foreign(summary.state)),
      el(
        "span.soft",
        {},
        facts.map((fact, at) => [at ? " · " : null, foreign(fact)]),
      ),
      tally(summary),
    ),
    waterfall(call),
    el(
      "p.call-id",
      {},
      foreign(call.key, "code"),
      button("copy", "Copy", "Copy the call's id", () => copyText(call.key.replace(/\p{Cc}/gu, ""), "call's id"), "button.quiet"),
      button(
        null,
        isOnly ? "Show all calls" : "Show only this call",
        "Filter by this call (c)",
        toggleOnlyCall,
        "button.quiet",
      ),
    ),
  );
}

// --------------------------------------------------------------------------------------------------------- Detail

const detail = byId("detail");
/** Results of requests, by the delivery's number, so that they are still there after a look at another delivery. */
const diagnoses = new Map();
const replays = new Map();
/** How a body is shown: `pretty` or `raw`. */
let bodyForm = "pretty";

const section = (title, tools, ...children) =>
  el("section", {}, el("div.section-head", {}, el("h3", {}, title), tools), ...children);

const definitions = (rows) =>
  el(
    "dl",
    {},
    rows.filter(Boolean).map(([name, ...values]) => el("div", {}, el("dt", {}, name), el("dd", {}, ...values))),
  );

function responseWords({ data, verdict }) {
  const { upstream, status } = data;
  if (upstream?.error) return `vsw answered ${status}, because the handler did not answer.`;
  if (upstream) return `The handler's answer went back unchanged: ${status}.`;
  if (verdict === "unsigned" && status === 503) return "vsw answered 503: Vonage sends it once more, signed.";
  if (status === null) return "It comes from a file; the response is unknown.";
  if (verdict === "rejected") return `vsw answered ${status}; its response gives no reason.`;
  if (verdict === "replayed") return `vsw answered ${status}.`;
  return `vsw answered ${status} itself: no handler is set (--forward-to).`;
}

const statusText = ({ status }) => (status === null ? "–" : String(status));

function upstreamWords(upstream) {
  if (!upstream) return "not asked";
  return upstream.error
    ? `no answer after ${duration(upstream.took_ms)}: ${upstream.error}`
    : `${upstream.status} in ${duration(upstream.took_ms)}`;
}

function verdictPanel(delivery) {
  const { data, verdict } = delivery;
  const reasons = data.failures.filter((code) => !(code === "no-header" && verdict.startsWith("unsigned")));
  const first = verdict === "replayed" ? store.byNumber.get(store.tokens.get(delivery.token)) : null;
  return el(
    "section.verdict",
    { "data-tone": toneOf(verdict), "aria-label": "Verdict" },
    el(
      "div.verdict-head",
      {},
      mark(verdict),
      el("h2", {}, foreign(delivery.eventLabel), el("span.word", {}, ` ${verdictWord(verdict)}`)),
      el("span.number", {}, `#${delivery.number}`),
    ),
    el("p", {}, VERDICTS[verdict] ?? "", " ", el("span.soft", {}, responseWords(delivery))),
    reasons.length > 0 &&
      el(
        "ul.reasons",
        {},
        reasons.map((code) =>
          el(
            "li",
            {},
            el("span", {}, CODES[code] ?? "See the code."),
            " ",
            el("code", { title: `vsw explain ${code}` }, code),
          ),
        ),
      ),
    verdict === "unsigned" &&
      el(
        "p.soft",
        {},
        "If all of an application's webhooks are unsigned, turn signing on: ",
        el("code", {}, "vsw enable APPLICATION"),
      ),
    data.webhook === null &&
      el("p.soft", {}, "Event, numbers and times are claims of the content; nothing in it is verified."),
    first &&
      el(
        "p",
        {},
        "The same token came first in ",
        button(null, `#${first.number}`, "Show that delivery", () => select(first), "button.link"),
        ".",
      ),
    el("p.target", {}, el("b", {}, data.method), " ", foreign(data.target, "code")),
    definitions([
      ["Received", el("time", { datetime: data.at }, moment(delivery.arrived, preciseFormat))],
      ["Response", statusText(data)],
      ["Handler", foreign(upstreamWords(data.upstream))],
      ["Verified in", data.took_us < 1000 ? `${data.took_us} µs` : duration(data.took_us / 1000)],
      data.api_key && ["Account", foreign(data.api_key, "code")],
      data.application && ["Application", foreign(data.application, "code")],
    ]),
  );
}

function actions(delivery) {
  const canReplay = Boolean(store.session?.upstream);
  const replayTitle = canReplay
    ? "Send it to the handler again"
    : "Needs a handler: vsw listen --inspect --forward-to URL";
  const tools = el(
    "div.actions",
    { role: "group", "aria-label": "Actions" },
    button("replay", "Replay", `${replayTitle}, with a new signature (r)`, () => replay(delivery), "button.primary"),
    button("replay", "As captured", `${replayTitle}, with the captured token (Shift+R)`, () =>
      replay(delivery, { asCaptured: true }),
    ),
    button("diagnose", "Diagnose", "Find the likely cause (d)", () => diagnose(delivery)),
    button("copy", "curl", "Copy as a curl command (y)", () => copyCommand(delivery, "curl")),
    button("copy", "vsw verify", "Copy as a vsw verify command (Shift+Y)", () => copyCommand(delivery, "verify")),
  );
  if (!canReplay) for (const one of [...tools.children].slice(0, 2)) one.setAttribute("aria-disabled", "true");
  return tools;
}

function replaysSection(delivery) {
  const results = replays.get(delivery.number);
  if (!results) return null;
  return section(
    "Replays",
    null,
    el(
      "ul.results",
      {},
      results.map(({ at, isGood, text }) =>
        el("li", { "data-tone": isGood ? "genuine" : "rejected" }, el("time", {}, clock(at)), " ", text),
      ),
    ),
  );
}

function diagnosisSection(delivery) {
  const causes = diagnoses.get(delivery.number);
  if (!causes) return null;
  if (typeof causes === "string") return section("Diagnosis", null, el("p.soft", { role: "status" }, causes));
  return section(
    "Diagnosis",
    null,
    el(
      "ol.causes",
      {},
      causes.map((cause) =>
        el(
          "li",
          {},
          el(
            "p",
            {},
            el("span.badge", { "data-proven": Boolean(cause.proven) }, cause.proven ? "proven" : "likely"),
            " ",
            foreign(cause.detail),
            " ",
            el("code", {}, cause.code),
          ),
          cause.remedy && el("p.remedy", {}, foreign(cause.remedy)),
        ),
      ),
    ),
  );
}

function checksSection({ data }) {
  const entries = Object.entries(data.checks ?? {});
  if (entries.every(([, result]) => result !== "pass" && result !== "fail")) return null;
  return section(
    "Checks",
    null,
    el(
      "ul.checks",
      {},
      entries.map(([name, result]) => {
        const [label, passed, failed] = CHECKS[name] ?? [name, "passed", "failed"];
        const [sign, words] =
          result === "pass" ? ["✓", passed] : result === "fail" ? ["✕", failed] : ["–", "not checked"];
        return el(
          "li",
          { "data-result": result },
          el("span.sign", { "aria-hidden": true }, sign),
          el("span.label", {}, label),
          el("span.soft", {}, words),
        );
      }),
    ),
  );
}

/** Says how a claimed time relates to the arrival. */
function claimTime(name, value, arrived) {
  if (typeof value !== "number") return null;
  const before = arrived - value * 1000;
  const distance =
    Math.abs(before) < 1000
      ? "when it arrived"
      : `${duration(Math.abs(before))} ${before > 0 ? "before" : "after"} it arrived`;
  return `${moment(value * 1000)} · ${name === "exp" && before > 0 ? "expired " : ""}${distance}`;
}

function claimNote(name, value, delivery) {
  if (name === "iat" || name === "exp" || name === "nbf") return claimTime(name, value, delivery.arrived);
  if (name !== "payload_hash") return null;
  const result = delivery.data.checks?.payload;
  const payload = delivery.data.method === "GET" ? "query" : "body";
  return result === "pass" ? `matches the ${payload}` : result === "fail" ? `does not match the ${payload}` : null;
}

function tokenSection(delivery) {
  const { data } = delivery;
  if (!data.claims && !delivery.token) return null;
  const segments = delivery.token?.split(".") ?? [];
  const isSigned = data.checks?.signature === "pass";
  const rows = Object.entries(data.claims ?? {}).map(([name, value]) => {
    const note = claimNote(name, value, delivery);
    return [
      el("span", { title: visible(name) }, Object.hasOwn(CLAIMS, name) ? CLAIMS[name] : foreign(name)),
      note && el("span.note", {}, note),
      foreign(typeof value === "string" ? value : JSON.stringify(value), "code"),
    ];
  });
  const decoded = segments.slice(0, 2).map(decodeSegment);
  return section(
    "Token",
    el("span.soft", {}, data.claims ? (isSigned ? "signed claims" : "claims, not verified") : "no readable claims"),
    rows.length > 0 && definitions(rows),
    decoded.some((text) => text !== null) &&
      el(
        "details",
        {},
        el("summary", {}, "Header and claims as sent"),
        decoded.map((text) => text !== null && el("pre", { tabindex: 0 }, visible(text))),
      ),
  );
}

function querySection({ data }) {
  const query = data.target.split("?").slice(1).join("?");
  if (!query) return null;
  const isSigned = data.method === "GET" && data.checks?.payload === "pass";
  return section(
    "Query",
    el("span.soft", {}, isSigned ? "decoded; signed" : "decoded"),
    definitions([...new URLSearchParams(query)].map(([name, value]) => [foreign(name), foreign(value, "code")])),
  );
}

// More elements than this take the browser too long; the text is complete either way.
const MOST_COLORED = 200_000;

function prettyBody(data) {
  if (data.body_b64) return hexDump(fromBase64(data.body_b64));
  const pieces = indentJson(data.body);
  if (!pieces) return null;
  if (data.body.length > MOST_COLORED) return visible(pieces.map(([, text]) => text).join(""));
  return pieces.map(([kind, text]) => (kind ? el(`span.${kind}`, {}, visible(text)) : text));
}

function bodySection({ data }) {
  const raw = data.body ?? data.body_b64 ?? "";
  if (!raw) return section("Body", el("span.soft", {}, "empty"));
  const isBinary = Boolean(data.body_b64);
  const pretty = prettyBody(data);
  const isPretty = bodyForm === "pretty" && pretty !== null;
  const length = isBinary ? fromBase64(raw).length : new TextEncoder().encode(raw).length;
  const shown = isPretty ? pretty : visible(raw);
  const choice = (form, label) =>
    el(
      "button",
      {
        type: "button",
        "aria-pressed": String((form === "pretty") === isPretty),
        title: "Switch (b)",
        onclick: () => showBody(form),
      },
      label,
    );
  const tools = [
    el("span.soft", {}, bytes(length), isBinary ? ", not UTF-8" : ""),
    pretty !== null &&
      el(
        "span.modes",
        { role: "group", "aria-label": "Form of the body" },
        choice("pretty", isBinary ? "Hex" : "Pretty"),
        choice("raw", isBinary ? "Base64" : "Raw"),
      ),
    button(
      "copy",
      "Copy",
      "Copy the body as received",
      () => copyText(raw, isBinary ? "body in base64" : "body"),
      "button.quiet",
    ),
  ];
  const isDisguised = !isBinary && new RegExp(INVISIBLE.source, "u").test(raw);
  return section(
    "Body",
    tools,
    isDisguised && el("p.soft", {}, "Invisible characters are shown as ‹U+202E›. Copy takes the original."),
    el("pre.body", { tabindex: 0, "aria-label": "Body" }, shown),
  );
}

function headersSection({ data }) {
  const binary = new Set((data.binary_headers ?? []).map((name) => name.toLowerCase()));
  const all = () => copyText(data.headers.map(([name, value]) => `${name}: ${value}`).join("\n"), "headers");
  return section(
    "Headers",
    [el("span.soft", {}, count(data.headers.length)), button("copy", "Copy", "Copy all headers", all, "button.quiet")],
    definitions(
      data.headers.map(([name, value]) => [
        foreign(name),
        binary.has(name.toLowerCase()) && el("span.note", {}, "not UTF-8"),
        foreign(value, "code"),
      ]),
    ),
  );
}

function nothingSelected() {
  return el(
    "div.hint",
    {},
    el("p", {}, "Select a call or a delivery to see it here."),
    el("p.soft", {}, el("kbd", {}, "j"), " ", el("kbd", {}, "k"), " to move, ", el("kbd", {}, "?"), " for all keys"),
  );
}

function drawDetail() {
  const { delivery } = selection;
  if (!delivery) {
    detail.replaceChildren(nothingSelected());
    return;
  }
  const back = button("back", "Back", "Back to the list (Escape)", closeDetail, "button.back");
  detail.replaceChildren(
    back,
    el("div.call-slot", {}, delivery.call.isCall ? callPanel(delivery.call) : null),
    verdictPanel(delivery),
    actions(delivery),
    el(
      "div.columns",
      {},
      el(
        "div",
        {},
        replaysSection(delivery),
        diagnosisSection(delivery),
        checksSection(delivery),
        tokenSection(delivery),
      ),
      el("div", {}, querySection(delivery), bodySection(delivery), headersSection(delivery)),
    ),
  );
  selection.callVersion = delivery.call.version;
  markCurrent();
  highlight();
}

/** Draws the call anew after a webhook of it arrived; the rest of the detail, and the focus, stay as they are. */
function refreshCall() {
  const { delivery } = selection;
  if (!delivery?.call.isCall || delivery.call.version === selection.callVersion) return;
  const slot = detail.querySelector(".call-slot");
  const focused = slot.contains(document.activeElement) ? document.activeElement.dataset.number : undefined;
  slot.replaceChildren(callPanel(delivery.call));
  selection.callVersion = delivery.call.version;
  markCurrent();
  if (focused) slot.querySelector(`[data-number="${focused}"]`)?.focus({ preventScroll: true });
}

function markCurrent() {
  for (const line of detail.querySelectorAll(".moment")) {
    const isCurrent = Number(line.dataset.number) === selection.delivery.number;
    line.setAttribute("aria-current", String(isCurrent));
    if (!isCurrent) continue;
    // Not scrollIntoView, which would scroll the detail too.
    const box = line.closest(".waterfall");
    box.scrollTop = line.offsetTop - (box.clientHeight - line.offsetHeight) / 2;
  }
}

/** Marks the searched words in the detail, without a change to the document. */
function highlight() {
  if (!globalThis.Highlight) return;
  const ranges = [];
  const texts = document.createTreeWalker(detail, NodeFilter.SHOW_TEXT);
  while (view.terms.length > 0 && texts.nextNode()) {
    for (const term of view.terms) {
      for (const { index, 0: found } of texts.currentNode.data.matchAll(new RegExp(term.source, "giu"))) {
        const range = new Range();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + found.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function showBody(form) {
  bodyForm = form;
  redrawKeepingPlace();
}

/** Draws the detail anew with its scroll position, and the focus on the same control. */
function redrawKeepingPlace() {
  const top = detail.scrollTop;
  const controls = () => [...detail.querySelectorAll("button, summary, pre")];
  const focused = controls().indexOf(document.activeElement);
  drawDetail();
  detail.scrollTop = top;
  if (focused >= 0) controls()[focused]?.focus({ preventScroll: true });
}

// ------------------------------------------------------------------------------------------------------ Selection

const selection = { delivery: null, callVersion: 0, follows: true };
const isNarrow = matchMedia("(width < 820px)");
const list = new VirtualList(byId("list"), renderRow);

/** Selects a delivery. A choice of the user ends following the newest. */
function select(delivery, { open = false, follows = false, reveal = true } = {}) {
  const isSame = selection.delivery === delivery;
  selection.delivery = delivery;
  setFollowing(follows);
  list.select(view.itemOf(delivery), { reveal });
  if (!isSame) {
    const focused = detail.contains(document.activeElement) ? document.activeElement.dataset.number : undefined;
    drawDetail();
    detail.scrollTop = 0;
    if (focused !== undefined) detail.querySelector('.moment[aria-current="true"]')?.focus();
  }
  if (open && delivery) openDetail();
}

/** Selects an item of the list: of a call, its most telling delivery. */
function choose(item, options) {
  if (item) select(item instanceof Delivery ? item : item.telling, options);
}

function selectNewest() {
  const newest = view.isFiltered ? view.shownDeliveries().at(-1) : store.deliveries.at(-1);
  if (newest && newest !== selection.delivery)
    select(newest, { follows: true, reveal: list.scroller.scrollTop < list.rowHeight });
}

// Details that change more often cannot be read, and drawing them takes time.
const FOLLOW_AGAIN_MS = 250;
let followTimer = 0;

function followNewest() {
  if (!selection.follows || followTimer) return;
  selectNewest();
  followTimer = setTimeout(() => {
    followTimer = 0;
    if (selection.follows) selectNewest();
  }, FOLLOW_AGAIN_MS);
}

function setFollowing(follows) {
  selection.follows = follows;
  byId("follow").setAttribute("aria-pressed", String(follows));
}

function toggleFollowing() {
  setFollowing(!selection.follows);
  if (selection.follows) {
    list.scroller.scrollTop = 0;
    selectNewest();
  }
}

/** On a narrow screen the detail covers the list. The browser's Back button closes it. */
function openDetail() {
  if (!isNarrow.matches || document.body.classList.contains("reading")) return;
  document.body.classList.add("reading");
  history.pushState("reading", "");
  detail.scrollTop = 0;
  detail.focus({ preventScroll: true });
}

function closeDetail() {
  if (document.body.classList.contains("reading")) history.back();
  else list.scroller.focus();
}

function stepInCall(step) {
  const moments = selection.delivery?.call.summary.moments ?? [];
  const at = moments.findIndex(({ delivery }) => delivery === selection.delivery);
  const next = moments[at + step];
  if (next) select(next.delivery);
}

// --------------------------------------------------------------------------------------------------- View's controls

function refilter() {
  view.rebuild();
  list.selected = view.itemOf(selection.delivery);
  list.scroller.scrollTop = 0;
  list.update(view.items);
  drawControls();
  if (selection.follows) selectNewest();
  list.select(list.selected, { reveal: true });
  highlight();
}

function setMode(mode) {
  view.mode = mode;
  for (const one of document.querySelectorAll("button[data-mode]"))
    one.setAttribute("aria-pressed", String(one.dataset.mode === mode));
  list.scroller.dataset.mode = mode;
  list.scroller.setAttribute("aria-label", mode === "calls" ? "Calls" : "Deliveries");
  view.rebuild();
  list.measure();
  refilter();
}

function toggleVerdict(verdict) {
  if (verdict === null) view.verdicts.clear();
  else if (!view.verdicts.delete(verdict)) view.verdicts.add(verdict);
  refilter();
}

function toggleOnlyCall() {
  view.call = view.call || !selection.delivery?.call.isCall ? null : selection.delivery.call;
  refilter();
  if (selection.delivery) redrawKeepingPlace();
}

function clearFilters() {
  view.verdicts.clear();
  view.event = "";
  view.call = null;
  view.terms = [];
  byId("search").value = "";
  byId("event").value = "";
  refilter();
}

const verdictChips = new Map();

/** The chips of verdicts: all, then each known one, then any new word of a later version. */
function drawVerdicts() {
  const group = byId("verdicts");
  for (const verdict of [null, ...Object.keys(VERDICTS), ...store.verdicts.keys()]) {
    if (verdictChips.has(verdict)) continue;
    const number = el("b", {}, "0");
    const label = verdict === null ? "All" : verdictWord(verdict);
    const chip = el(
      "button",
      {
        type: "button",
        "aria-pressed": "false",
        title: `${label} (${verdictChips.size})`,
        onclick: () => toggleVerdict(verdict),
      },
      verdict === null ? null : icon(`mark-${toneOf(verdict)}`),
      el("span", {}, label),
      " ",
      number,
    );
    chip.dataset.tone = verdict === null ? "all" : toneOf(verdict);
    verdictChips.set(verdict, { chip, number });
    group.append(chip);
  }
  for (const [verdict, { chip, number }] of verdictChips) {
    const total = verdict === null ? store.deliveries.length : (store.verdicts.get(verdict) ?? 0);
    const isPressed = verdict === null ? view.verdicts.size === 0 : view.verdicts.has(verdict);
    setText(number, count(total));
    chip.setAttribute("aria-pressed", String(isPressed));
    chip.hidden = verdict === "unsigned_expected" && total === 0 && !isPressed;
  }
}

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

function drawEvents() {
  const choice = byId("event");
  const known = new Set([...choice.options].map(({ value }) => value));
  for (const event of store.events.keys()) {
    if (!known.has(event)) choice.append(el("option", { value: event }, visible(event)));
  }
}

function drawControls() {
  drawVerdicts();
  drawEvents();
  const only = byId("only-call");
  only.hidden = view.call === null;
  if (view.call)
    only.replaceChildren(
      "Only ",
      foreign(view.call.summary.from ?? "this call"),
      " → ",
      foreign(view.call.summary.to ?? ""),
      " ×",
    );
  const total = store.deliveries.length;
  setText(
    byId("shown"),
    view.isFiltered ? `${count(view.matching)} of ${count(total)}` : plural(total, "delivery", "deliveries"),
  );
  byId("export").disabled = view.matching === 0;
  byId("clear").disabled = total === 0;
  drawEmpty();
}

function drawEmpty() {
  const empty = byId("empty");
  const isEmpty = view.items.length === 0;
  empty.hidden = !isEmpty;
  if (list.scroller.hidden !== isEmpty) {
    list.scroller.hidden = isEmpty;
    // A hidden list has no height.
    if (!isEmpty) list.measure();
  }
  document.body.classList.toggle("is-empty", store.deliveries.length === 0);
  if (!isEmpty) return;
  const state =
    store.deliveries.length > 0
      ? "filtered"
      : !store.session
        ? "loading"
        : store.session.opened
          ? "file"
          : store.session.listening;
  if (empty.dataset.state === state) return;
  empty.dataset.state = state;
  empty.replaceChildren(...emptyState(state));
}

function emptyState(state) {
  if (state === "loading") return [el("p.soft", {}, "Loading deliveries …")];
  if (state === "filtered") {
    return [
      el("h2", {}, "No delivery matches"),
      el("p.soft", {}, "Deliveries that match appear here as they arrive."),
      button(null, "Show all deliveries", "Remove every filter (Escape)", clearFilters, "button.primary"),
    ];
  }
  if (state === "file")
    return [
      el("h2", {}, "No deliveries"),
      el("p.soft", {}, visible(store.session.opened), " holds none that can be read."),
    ];
  const to = state && !state.endsWith(":8787") ? ` --to ${state}` : "";
  const port = state?.split(":").at(-1);
  return [
    el("h2", {}, "Waiting for the first webhook"),
    el("p", {}, "Play a signed call on this machine, without an account:"),
    command(`vsw trigger call${to}`),
    el("p", {}, "One signed webhook, or a forged one, which must be rejected:"),
    command(`vsw trigger answered${to}`),
    command(`vsw trigger answered --forge changed-body${to}`),
    el(
      "p",
      {},
      "Real calls: open a tunnel to this receiver. Then point your application's webhooks to it while vsw listens:",
    ),
    command(`cloudflared tunnel --url ${state}`),
    command(`vsw listen --inspect --port ${port} --point APPLICATION --public-url https://TUNNEL`),
  ];
}

// -------------------------------------------------------------------------------------------------------- Actions

let toastTimer = 0;

function toast(text) {
  const note = byId("toast");
  note.textContent = text;
  note.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    note.hidden = true;
  }, 4000);
}

async function copyText(text, name) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`Copied the ${name}`);
  } catch {
    byId("copy-text").value = text;
    byId("manual-copy").showModal();
    byId("copy-text").select();
  }
}

async function copyCommand({ number }, as) {
  try {
    const { command: line } = await fetchJson(`/api/deliveries/${number}/command?as=${as}`);
    await copyText(line, as === "curl" ? "curl command" : "vsw verify command");
  } catch (error) {
    toast(`Not copied: ${error.message}`);
  }
}

async function replay(delivery, { asCaptured = false } = {}) {
  const { number } = delivery;
  const outcome = { at: Date.now(), isGood: false, text: "" };
  try {
    const body = asCaptured ? { as_captured: true } : {};
    const {
      status,
      signed_again: isSignedAgain,
      took_ms: took,
    } = await (await post(`/api/deliveries/${number}/replay`, body)).json();
    outcome.isGood = status >= 200 && status < 300;
    const form = isSignedAgain ? "Signed anew" : "As captured";
    outcome.text = `${form}: the handler answered ${status} in ${duration(took)}`;
  } catch (error) {
    outcome.text = `Not replayed: ${error.message}`;
  }
  toast(outcome.text);
  replays.set(number, [outcome, ...(replays.get(number) ?? [])]);
  if (selection.delivery === delivery) redrawKeepingPlace();
}

async function diagnose(delivery) {
  const { number } = delivery;
  const show = (result) => {
    diagnoses.set(number, result);
    if (selection.delivery === delivery) redrawKeepingPlace();
  };
  show("Looking for the cause …");
  try {
    const { explanation } = await fetchJson(`/api/deliveries/${number}/explain`);
    show(
      explanation.length > 0
        ? explanation
        : delivery.isVerified
          ? "Nothing to explain: it is genuine."
          : "No likely cause was found.",
    );
  } catch (error) {
    show(`No diagnosis: ${error.message}`);
  }
}

// Numbers in the address: more than this could exceed the server's limit of a request's head.
const EXPORT_AT_ONCE = 1000;

/** Saves the shown deliveries as a capture file. */
async function exportShown() {
  const numbers = view.isFiltered ? view.shownDeliveries().map(({ number }) => number) : null;
  const paths = numbers === null ? ["/api/export"] : [];
  for (let at = 0; numbers && at < numbers.length; at += EXPORT_AT_ONCE) {
    paths.push(`/api/export?numbers=${numbers.slice(at, at + EXPORT_AT_ONCE).join(",")}`);
  }
  try {
    const parts = [];
    for (const path of paths) parts.push(await (await request(path)).blob());
    const address = URL.createObjectURL(new Blob(parts, { type: "application/x-ndjson" }));
    el("a", { href: address, download: "deliveries.ndjson" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    toast(`Exported ${plural(numbers?.length ?? store.deliveries.length, "delivery", "deliveries")}`);
  } catch (error) {
    toast(`Not exported: ${error.message}`);
  }
}

function askToClear() {
  if (store.deliveries.length === 0) return;
  const { capture, opened } = store.session ?? {};
  const kept = opened
    ? " The file stays as it is."
    : capture
      ? ` The capture file ${visible(capture)} stays as it is.`
      : " They are in no file; export them to keep them.";
  byId("clear-text").textContent =
    `${plural(store.deliveries.length, "delivery", "deliveries")} will be gone from this page.${kept}`;
  const dialog = byId("confirm-clear");
  dialog.returnValue = "";
  dialog.showModal();
}

async function clearAll() {
  try {
    await post("/api/clear");
  } catch (error) {
    toast(`Not cleared: ${error.message}`);
  }
}

// ------------------------------------------------------------------------------------------------------- Keyboard

const SHORTCUTS = "vsw-inspector-shortcuts";
const withSelected = (act) => () => selection.delivery && act(selection.delivery);
const move = (step) => () => choose(list.neighbor(step));
const pageRows = () => Math.max(1, Math.floor(list.height / list.rowHeight) - 1);

/** Groups of `[keys, meaning, action]`. Keys of one action are alternatives. */
const KEYS = {
  Move: [
    [["j", "ArrowDown"], "Next row", move(1)],
    [["k", "ArrowUp"], "Previous row", move(-1)],
    [["l", "ArrowRight"], "Next webhook of the call", () => stepInCall(1)],
    [["h", "ArrowLeft"], "Previous webhook of the call", () => stepInCall(-1)],
    [["PageDown"], "A page down", () => move(pageRows())()],
    [["PageUp"], "A page up", () => move(-pageRows())()],
    [["g", "Home"], "Newest", () => choose(list.items.at(-1))],
    [["G", "End"], "Oldest", () => choose(list.items[0])],
    [["f"], "Follow the newest, or stop", toggleFollowing],
    [
      ["Enter"],
      "Go to the details",
      () => {
        openDetail();
        detail.focus();
      },
    ],
    [["Escape"], "Back to the list; then remove the filters", escape],
  ],
  Filter: [
    [
      ["/"],
      "Search",
      () => {
        closeOverlay();
        byId("search").select();
        byId("search").focus();
      },
    ],
    [["v"], "Calls or deliveries", () => setMode(view.mode === "calls" ? "deliveries" : "calls")],
    [["c"], "Only this call, or all", toggleOnlyCall],
    [["0"], "All verdicts", () => toggleVerdict(null)],
    ...Object.keys(VERDICTS).map((verdict, at) => [
      [String(at + 1)],
      `Verdict: ${verdictWord(verdict)}`,
      () => toggleVerdict(verdict),
    ]),
  ],
  Act: [
    [["r"], "Replay, signed anew", withSelected((delivery) => replay(delivery))],
    [["R"], "Replay as captured", withSelected((delivery) => replay(delivery, { asCaptured: true }))],
    [["d"], "Diagnose", withSelected(diagnose)],
    [["b"], "Body: pretty or raw", withSelected(() => showBody(bodyForm === "pretty" ? "raw" : "pretty"))],
    [["y"], "Copy as curl", withSelected((delivery) => copyCommand(delivery, "curl"))],
    [["Y"], "Copy as vsw verify", withSelected((delivery) => copyCommand(delivery, "verify"))],
    [["e"], "Export what is shown", exportShown],
    [["X"], "Clear", askToClear],
    [["?"], "This help", () => byId("keys").showModal()],
  ],
};

const actionOf = new Map(
  Object.values(KEYS)
    .flat()
    .flatMap(([keys, , act]) => keys.map((key) => [key, act])),
);

function closeOverlay() {
  if (document.body.classList.contains("reading")) closeDetail();
}

function escape() {
  if (document.body.classList.contains("reading") || detail.contains(document.activeElement)) closeDetail();
  else if (view.isFiltered) clearFilters();
  else list.scroller.focus();
}

/** Whether a key belongs to the focused control: what a field or a list of choices gets, or a scrolled region. */
function isTaken(key, target) {
  if (key === "Escape") return false;
  if (target.matches("input, select, textarea")) return true;
  if (/^.$/u.test(key) && key !== " ") return !byId("keys-on").checked;
  if (key === "Enter" || key === "ArrowLeft" || key === "ArrowRight")
    return target.matches("button, summary, .divider, pre");
  return target !== document.body && target !== list.scroller && !target.closest(".bar, .filters");
}

function leave(field) {
  field.blur();
  list.scroller.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  const act = actionOf.get(event.key);
  if (!act || isTaken(event.key, event.target)) return;
  event.preventDefault();
  act();
  // Not before: a list without rows is hidden, and takes no focus.
  if (event.key === "Escape" && event.target.id === "search") leave(event.target);
}

const KEY_NAMES = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  PageDown: "PgDn",
  PageUp: "PgUp",
};
const keyName = (key) => KEY_NAMES[key] ?? (/^[A-Z]$/.test(key) ? `Shift+${key}` : key);

function drawKeys() {
  byId("keys-list").replaceChildren(
    ...Object.entries(KEYS).map(([group, rows]) =>
      el(
        "section",
        {},
        el("h3", {}, group),
        el(
          "dl",
          {},
          rows.map(([keys, meaning]) =>
            el(
              "div",
              {},
              el(
                "dt",
                {},
                keys.map((key) => el("kbd", {}, keyName(key))),
              ),
              el("dd", {}, meaning),
            ),
          ),
        ),
      ),
    ),
  );
  const choice = byId("keys-on");
  choice.checked = localStorage.getItem(SHORTCUTS) !== "off";
  choice.addEventListener("change", () => localStorage.setItem(SHORTCUTS, choice.checked ? "on" : "off"));
}

// -------------------------------------------------------------------------------------------------------- Divider

const WIDTH = "vsw-inspector-list-width";

function setListWidth(width) {
  const divider = byId("divider");
  const limited = Math.round(Math.min(Number(divider.ariaValueMax), Math.max(Number(divider.ariaValueMin), width)));
  document.body.style.setProperty("--list-width", `${limited}%`);
  divider.ariaValueNow = String(limited);
  localStorage.setItem(WIDTH, String(limited));
}

function watchDivider() {
  const divider = byId("divider");
  const stored = Number(localStorage.getItem(WIDTH));
  if (stored) setListWidth(stored);
  divider.addEventListener("pointerdown", (event) => divider.setPointerCapture(event.pointerId));
  divider.addEventListener("pointermove", (event) => {
    if (divider.hasPointerCapture(event.pointerId)) setListWidth((event.clientX / innerWidth) * 100);
  });
  divider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (step) setListWidth(Number(divider.ariaValueNow) + step);
  });
}

// -------------------------------------------------------------------------------------------------------- Updates

const fresh = { toAnnounce: [], aboveList: 0, whileHidden: 0, frame: 0, timer: 0 };

/** Takes deliveries in. The document follows with the next frame, once for all that arrived until then. */
function receive(datas) {
  const deliveries = datas.map((data) => store.add(data)).filter(Boolean);
  if (deliveries.length === 0) return;
  for (const delivery of deliveries) view.add(delivery);
  if (connection.isLive) announce(deliveries);
  scheduleUpdate();
}

function scheduleUpdate() {
  fresh.frame ||= requestAnimationFrame(update);
}

function update() {
  fresh.frame = 0;
  store.forgetOldest();
  if (view.isStale) view.rebuild();
  if (selection.delivery && !store.byNumber.has(selection.delivery.number)) deselect();
  const before = list.length;
  list.update(view.items);
  drawControls();
  if (list.scroller.scrollTop < list.rowHeight) fresh.aboveList = 0;
  else fresh.aboveList += Math.max(0, view.items.length - before);
  drawNewer();
  if (!connection.isCatchingUp) followNewest();
  refreshCall();
}

function deselect() {
  selection.delivery = null;
  list.selected = null;
  if (view.call && view.call.deliveries.length === 0) view.call = null;
  drawDetail();
  setFollowing(true);
  closeOverlay();
}

function drawNewer() {
  const newer = byId("newer");
  newer.hidden = fresh.aboveList === 0;
  setText(newer, `${count(fresh.aboveList)} newer ↑`);
}

/** Tells a screen reader politely, at most once in a while, and counts in the title while the page is hidden. */
function announce(deliveries) {
  fresh.toAnnounce.push(...deliveries);
  if (document.hidden) {
    fresh.whileHidden += deliveries.length;
    document.title = `(${count(fresh.whileHidden)}) vsw inspector`;
  }
  fresh.timer ||= setTimeout(() => {
    const arrived = fresh.toAnnounce.splice(0);
    fresh.timer = 0;
    byId("announcer").textContent = announcement(arrived);
  }, 1000);
}

function announcement(arrived) {
  if (arrived.length === 1) return `New delivery: ${arrived[0].eventLabel}, ${verdictWord(arrived[0].verdict)}`;
  const tally = new Map();
  for (const { verdict } of arrived) tally.set(verdict, (tally.get(verdict) ?? 0) + 1);
  const parts = [...tally].map(([verdict, number]) => `${count(number)} ${verdictWord(verdict)}`);
  return `${count(arrived.length)} new deliveries: ${parts.join(", ")}`;
}

// ----------------------------------------------------------------------------------------------------- Connection

// The server writes a line every 15 s.
const SILENCE = 40_000;
const LONGEST_WAIT = 10_000;

const connection = { isLive: false, isCatchingUp: false, endWait: null };

/** The countdown is no part of the status, or a screen reader would read it every second. */
function showConnection(state, text, countdown = "") {
  byId("connection").dataset.state = state;
  setText(byId("connection-state"), text);
  setText(byId("countdown"), countdown);
  byId("retry").hidden = state !== "lost";
  connection.isLive = state === "live";
}

function takeSession(session) {
  store.session = session;
  // What was cleared or forgotten while this page was disconnected.
  store.forget(session.oldest ?? store.lastNumber + 1);
  const short = (address) => address.replace(/^https?:\/\//, "");
  const place = byId("session");
  if (session.opened) {
    const name = session.opened.split(/[\\/]/).at(-1);
    place.replaceChildren(
      el("b", { title: visible(session.opened) }, visible(name)),
      el("span.soft", {}, "captured; nothing is received"),
    );
  } else {
    place.replaceChildren(
      el("b", { title: "Receives webhooks here" }, visible(short(session.listening ?? ""))),
      el("span.soft", {}, session.upstream ? "→" : "no handler: vsw answers itself"),
      session.upstream ? el("b", { title: "Forwards genuine webhooks there" }, visible(short(session.upstream))) : "",
    );
  }
  scheduleUpdate();
}

/** Loads what is not here yet, in pages. */
async function catchUp() {
  connection.isCatchingUp = true;
  while (connection.isCatchingUp) {
    const page = await fetchJson(`/api/deliveries?after=${store.lastNumber}`);
    connection.isCatchingUp = page.more;
    takeSession(page.session);
    receive(page.deliveries);
  }
}

async function stream() {
  const abort = new AbortController();
  let timer = 0;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), SILENCE);
  };
  alive();
  try {
    const response = await request(`/api/events?after=${store.lastNumber}`, { signal: abort.signal });
    showConnection("live", store.session?.opened ? "File" : "Live");
    for await (const { event, data } of serverEvents(response, alive)) {
      if (event === "delivery") receive([data]);
      else if (event === "session") takeSession(data);
      else if (event === "cleared") forgetAll();
    }
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
}

function forgetAll() {
  store.forget(Infinity);
  view.call = null;
  fresh.aboveList = 0;
  diagnoses.clear();
  replays.clear();
  scheduleUpdate();
  byId("announcer").textContent = "All deliveries were cleared";
}

/** Waits with a countdown, until the time is over, the user asks, or the machine is online again. */
async function waitToRetry(ms) {
  const end = Date.now() + ms;
  const show = () =>
    showConnection("lost", "Disconnected", `Next try in ${Math.max(1, Math.ceil((end - Date.now()) / 1000))} s`);
  show();
  const ticking = setInterval(show, 1000);
  await new Promise((done) => {
    connection.endWait = done;
    setTimeout(done, ms);
  });
  clearInterval(ticking);
}

/** Stays connected: loads what was missed, then follows the stream, and again after each interruption. */
async function stayConnected() {
  for (let failures = 0; ; failures += 1) {
    try {
      await catchUp();
      failures = 0;
      await stream();
    } catch (error) {
      if (error.status === 401 || error.status === 403) return showNoAccess(error.status);
    }
    await waitToRetry(Math.min(500 * 2 ** failures, LONGEST_WAIT));
  }
}

function showNoAccess(status) {
  const wrong = {
    0: "Open the full address that vsw listen prints: it ends with #token=…",
    401: "This address is of an earlier run. Open the address that vsw listen printed last: each run has a new token.",
    403: "This page must be opened as http://127.0.0.1:PORT or http://localhost:PORT, as vsw listen prints it.",
  };
  showConnection("refused", "No access");
  document.body.classList.add("no-access");
  byId("empty").hidden = false;
  list.scroller.hidden = true;
  byId("empty").replaceChildren(
    el("h2", {}, status === 0 ? "The token is missing" : "The inspector refused this page"),
    el("p", {}, wrong[status]),
    command("vsw listen --inspect"),
  );
}

// ---------------------------------------------------------------------------------------------------------- Start

function watchControls() {
  document.addEventListener("keydown", onKey);
  for (const one of document.querySelectorAll("button[data-mode]"))
    one.addEventListener("click", () => setMode(one.dataset.mode));
  byId("search").addEventListener("input", (event) => {
    view.search(event.target.value);
    refilter();
  });
  byId("event").addEventListener("change", (event) => {
    view.event = event.target.value;
    refilter();
  });
  byId("only-call").addEventListener("click", toggleOnlyCall);
  byId("follow").addEventListener("click", toggleFollowing);
  byId("export").addEventListener("click", exportShown);
  byId("clear").addEventListener("click", askToClear);
  byId("help").addEventListener("click", () => byId("keys").showModal());
  byId("retry").addEventListener("click", () => connection.endWait?.());
  byId("newer").addEventListener("click", () => {
    list.scroller.scrollTop = 0;
  });
  list.scroller.addEventListener(
    "scroll",
    () => {
      if (list.scroller.scrollTop >= list.rowHeight || fresh.aboveList === 0) return;
      fresh.aboveList = 0;
      drawNewer();
    },
    { passive: true },
  );
  byId("confirm-clear").addEventListener("close", (event) => {
    if (event.target.returnValue === "clear") clearAll();
  });
}

function watchWindow() {
  addEventListener("online", () => connection.endWait?.());
  addEventListener("popstate", () => {
    document.body.classList.remove("reading");
    list.scroller.focus();
  });
  addEventListener("hashchange", () => {
    if (takeToken()) location.reload();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    fresh.whileHidden = 0;
    document.title = "vsw inspector";
    connection.endWait?.();
  });
}

function start() {
  watchControls();
  watchWindow();
  watchDivider();
  drawKeys();
  drawDetail();
  setMode("calls");
  if (takeToken()) stayConnected();
  else showNoAccess(0);
}

start();
