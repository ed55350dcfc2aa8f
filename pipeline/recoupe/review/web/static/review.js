// The keys of the review page, selecting words for a slot, and going from claim to claim without loading a page anew.
// Every page works without this script: links and forms do what the keys do.
"use strict";

const SPANNED = ["subject", "metric", "value", "period", "source"];
const SAID = {accept: "Accepted.", reject: "Rejected.", skip: "Skipped.", correct: "Corrected."};
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

let chosen = null; // The slot whose words are being selected.
let queue = Promise.resolve(); // Keys are obeyed one after the other, however fast they are struck.

function say(words) {
  $("#said").textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { $("#said").textContent = ""; }, 3000);
}

// Going from page to page.

async function fetched(address, options = {}) {
  const answer = await fetch(address, {credentials: "omit", ...options});
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok) throw new Error($("[data-fault]", page)?.textContent ?? "The review has ended: start it again.");
  return {page, address: answer.url};
}

function show({page, address}, keep = false) {
  const focus = document.activeElement?.dataset?.key;
  for (const part of ["header.top", ".filter", "main"]) $(part).replaceWith(document.adoptNode($(part, page)));
  document.title = page.title;
  Object.assign(document.body.dataset, page.body.dataset);
  if (!keep && address !== location.href) history.pushState(null, "", address);
  if (focus) $(`[data-key="${CSS.escape(focus)}"]`)?.focus({preventScroll: true});
  begin();
}

const go = async (address, keep = false) => show(await fetched(address), keep);

async function send(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  const found = await fetched(form.action, {method: "POST", body});
  show(found);
  const left = $(".place > span:not(.off)")?.textContent ?? $("h1")?.textContent ?? "";
  say(`${form.matches("[data-undo]") ? "Undone." : SAID[body.get("verdict")] ?? ""} ${left}`);
}

function then(action) {
  queue = queue.then(action).catch((error) => say(error.message));
  return queue;
}

// Offsets: every piece of the article says where it begins; characters are counted as code points.

function offsetOf(node, at) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (piece && node.nodeType === Node.TEXT_NODE) {
    return Number(piece.dataset.start) + [...node.data.slice(0, at)].length;
  }
  const next = piece ? piece : node.childNodes[at] ?? node.lastElementChild;
  const start = Number(next?.dataset?.start);
  return Number.isNaN(start) ? null : start;
}

function placeOf(offset, atEnd) {
  const pieces = $$("#text > span");
  const last = pieces.findLast((piece) => (atEnd ? Number(piece.dataset.start) < offset : Number(piece.dataset.start) <= offset));
  const node = last?.firstChild;
  if (!node) return null;
  const chars = [...node.data].slice(0, offset - Number(last.dataset.start));
  return [node, chars.join("").length];
}

function light(span) {
  if (!globalThis.Highlight) return;
  CSS.highlights.delete("selected-slot");
  const [start, end] = (span || "").split("-").map(Number);
  const from = end > start && placeOf(start, false);
  const to = from && placeOf(end, true);
  if (!from || !to) return;
  const range = new Range();
  range.setStart(...from);
  range.setEnd(...to);
  CSS.highlights.set("selected-slot", new Highlight(range));
}

// Slots.

const field = (name) => $(`[data-correct] [name="${name}"]`);

function choose(slot) {
  chosen = slot;
  for (const button of $$("[data-slot]")) button.setAttribute("aria-pressed", String(button.dataset.slot === slot));
  for (const set of $$("fieldset[data-for]")) set.classList.toggle("chosen", set.dataset.for === slot);
  const span = slot && field(`${slot}_span`)?.value;
  light(span);
  reveal($(`#text .slot-${slot}`));
  if ($("#correction")?.open) $(`fieldset[data-for="${slot}"]`)?.scrollIntoView({block: "nearest"});
}

function reveal(element) {
  const box = $(".article");
  if (!element || !box) return;
  const inside = element.getBoundingClientRect(), around = box.getBoundingClientRect();
  if (inside.top < around.top + 20 || inside.bottom > around.bottom - 40) {
    box.scrollTop += inside.top - around.top - box.clientHeight / 3;
  }
}

function correct(open) {
  const details = $("#correction");
  if (!details) return;
  details.open = open;
  $('[data-key="c"]').setAttribute("aria-expanded", String(open));
  if (open) choose(chosen ?? "subject");
  else choose(null);
}

async function read(start, end, move = "") {
  const asked = new URLSearchParams({slot: chosen, start, end, move});
  const answer = await fetch(`${document.body.dataset.root}/reading/${$("#claim").dataset.id}?${asked}`, {credentials: "omit"});
  if (!answer.ok) throw new Error("That stretch reads as nothing.");
  const found = await answer.json();
  for (const [name, value] of Object.entries(found.fields)) if (field(name)) field(name).value = value;
  told(chosen, ["value", "period"].includes(chosen) ? found.text : found.fields[chosen]);
  light(`${found.start}-${found.end}`);
  say(`${chosen}: ${found.text}`);
}

function told(slot, words) {
  const row = $(`.slot.of-${slot}`);
  if (!row) return;
  row.classList.add("edited");
  $(".told", row).textContent = words;
}

async function select() {
  const selection = getSelection();
  const text = $("#text");
  if (!chosen || !SPANNED.includes(chosen) || selection.isCollapsed || !text) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
  const [start, end] = [offsetOf(range.startContainer, range.startOffset), offsetOf(range.endContainer, range.endOffset)];
  if (start === null || end === null || start >= end) return;
  correct(true);
  selection.removeAllRanges();
  await read(start, end);
}

async function move(way) {
  if (!chosen) choose("value");
  const span = field(`${chosen}_span`)?.value;
  if (!span) throw new Error("This slot has no words yet: select them in the article.");
  correct(true);
  await read(...span.split("-"), way);
}

// Keys.

const MOVES = {"[": "start-out", "{": "start-in", "]": "end-out", "}": "end-in"};

function obey(key) {
  if (key in MOVES && $("#claim")) return then(() => move(MOVES[key]));
  if (key === "c" && $("#claim")) return then(() => correct(!$("#correction").open));
  if (key === "?") return $("#keys").showModal();
  return then(() => press($(`[data-key="${CSS.escape(key)}"]`)));
}

function press(element) {
  if (!element) return undefined;
  if (element.matches("[data-slot]")) return choose(element.dataset.slot);
  if (element.matches("input")) return element.select();
  if (element.matches("a")) return go(element.href);
  return send(element.form, element);
}

addEventListener("keydown", (event) => {
  const {key, target} = event;
  const altGraph = event.getModifierState("AltGraph");
  if ((event.ctrlKey && !altGraph) || event.metaKey || $("#keys").open) return;
  const writing = target.matches("textarea, input:not([type=checkbox])");
  if (key === "Escape") {
    if (writing) event.preventDefault(); // A search field would empty itself.
    if (writing) target.blur();
    else if ($("#correction")?.open) correct(false);
    else choose(null);
    return;
  }
  if (key === "Enter" && $("#correction")?.open && !writing && !target.matches("button, a, summary, select")) {
    event.preventDefault();
    then(() => send($("[data-correct]"), null));
    return;
  }
  if (writing && !(event.altKey && !altGraph)) return;
  if (key in MOVES || $(`[data-key="${CSS.escape(key)}"]`)) {
    event.preventDefault();
    obey(key);
  }
});

addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const pressed = event.target.closest("[data-slot], [data-key='c'], [data-key='?'], a[data-key], nav a, .list td a");
  if (!pressed || pressed.target) return;
  event.preventDefault();
  if (pressed.matches("a")) then(() => go(pressed.href));
  else obey(pressed.dataset.key);
});

addEventListener("submit", (event) => {
  const {target: form, submitter} = event;
  if (form.method === "dialog") return;
  event.preventDefault();
  if (form.matches("[data-filter]")) then(() => filter(form));
  else then(() => send(form, submitter));
});

addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-filter]")) then(() => filter(form));
});

addEventListener("input", (event) => {
  const slot = event.target.closest("fieldset[data-for]")?.dataset.for;
  if (slot) told(slot, event.target.type === "text" ? event.target.value : $(`.slot.of-${slot} .told`).textContent);
});

const DEFAULTS = {status: "open", order: "confidence"};

function filter(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== (DEFAULTS[name] ?? "")) asked.set(name, value);
  return go(`${form.action}${asked.size ? "?" : ""}${asked}`);
}

addEventListener("mouseup", () => setTimeout(() => then(select)));
addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") then(select); });
addEventListener("popstate", () => then(() => go(location.href, true)));

function begin() {
  chosen = null;
  light(null);
  const words = $("#text .slot-value") ?? $("#text .evidence");
  const box = $(".article");
  if (words && box) {
    box.scrollTo({top: box.scrollTop + words.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3, behavior: "instant"});
  }
}

document.documentElement.classList.add("scripted");
begin();
