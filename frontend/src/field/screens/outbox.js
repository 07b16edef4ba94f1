// "Was it sent?": counts, last contact, every item with its receipt; conflicts side by side.
import { listen } from "../bus.js";
import { fill, h, icon } from "../dom.js";
import { form, wordsOf } from "../forms.js";
import { add, counts, save, withdraw } from "../outbox.js";
import { bundleOf } from "../checkouts.js";
import { saveFile } from "../uploads.js";
import { amount, day, moment, size, t } from "../words.js";
import { pill } from "./home.js";
import { stateOf } from "./question.js";

const PAGE = 50;
const ORDER = ["conflict", "rejected", "sending", "ready", "draft", "sent"];

export async function outboxScreen(app) {
  const list = h("div", {});
  const head = heading(app);
  await Promise.all([head.show(), drawItems(app, list, PAGE)]);
  const button = h("button", { class: "ef-button ef-primary", onclick: () => app.sync.run() }, icon("arrow-repeat"), t("Send now"));
  return {
    title: t("Outbox"),
    leave: head.stop,
    node: h("div", { class: "ef-stack" },
      h("section", { class: "ef-sheet" }, head.node,
        h("div", { class: "ef-actions" }, button)),
      list),
  };
}

/** The counts and how far the sync is; they move while it sends. */
function heading(app) {
  const node = h("div", { class: "ef-stack" });
  let timer = 0;
  const show = async () => {
    timer = 0;
    const [all, last] = await Promise.all([counts(app.db), app.db.get("meta", "synced")]);
    fill(node,
      h("p", { class: "ef-big" }, summary(all)),
      h("p", { class: "ef-quiet" }, last ? t("Last complete sync: {when}", { when: moment(last) }) : t("Never synced from this device yet.")),
      h("p", {}, phaseWords(app.sync.state)),
      h("dl", { class: "ef-counts" }, ORDER.map((state) => h("div", { class: all[state] ? "" : "ef-none" }, h("dt", {}, stateWords(state)), h("dd", { "data-count": state }, String(all[state]))))));
  };
  const soon = () => (timer ||= setTimeout(() => show().catch((error) => app.report("outbox", error)), 300));
  const stops = [listen("outbox", soon), listen("sync", soon)];
  const stop = () => {
    clearTimeout(timer);
    stops.forEach((end) => end());
  };
  return { node, show, stop };
}

function summary(all) {
  const waiting = all.draft + all.ready + all.sending;
  if (all.conflict + all.rejected) return t("To be decided by you: {n}", { n: all.conflict + all.rejected });
  return waiting ? t("Not sent yet: {n}", { n: waiting }) : t("Everything was sent.");
}

const stateWords = (state) => ({ draft: t("Draft"), ready: t("Waiting"), sending: t("Being sent"), sent: t("Sent"), conflict: t("Conflict"), rejected: t("Refused"), resolved: t("Decided") })[state];

/** What the sync is at, as a sentence. */
export function phaseWords({ phase, done, total, message }) {
  if (message) return message;
  return {
    running: total ? t("Sending {done}/{total}", { done, total }) : t("Sending…"),
    away: t("The server cannot be reached. It is tried again by itself."),
    "signed-out": t("You are signed out. Sign in to send."),
    "other-person": t("Another person is signed in; your items wait for you."),
    full: t("The storage of this device is full: what came from the server could not be kept. Send what waits, give back finished cases, or free some space."),
    failed: t("Something went wrong while sending. It is tried again by itself."),
  }[phase] ?? "";
}

/** The first ``most`` items, by state and then the newest: {store, row}. */
async function first(db, most) {
  const rows = [];
  for (const state of ORDER) {
    const found = await Promise.all(["commands", "files"].map(async (store) => (await db.newest(store, "state_seq", [state], most)).map((row) => ({ store, row }))));
    rows.push(...found.flat().sort((a, b) => b.row.seq - a.row.seq));
    if (rows.length >= most) break;
  }
  return rows.slice(0, most);
}

async function drawItems(app, box, most) {
  const [rows, numbers] = await Promise.all([first(app.db, most), counts(app.db)]);
  const left = Object.values(numbers).reduce((sum, number) => sum + number, 0) - rows.length;
  const nodes = await Promise.all(rows.map(({ store, row }) => item(app, store, row)));
  const more = left > 0 ? h("button", { class: "ef-button", onclick: () => drawItems(app, box, most * 4) }, t("Show more ({n})", { n: left })) : "";
  fill(box, nodes.length ? h("ul", { class: "ef-cards" }, nodes) : h("p", { class: "ef-empty" }, t("The outbox is empty.")), more);
}

const KINDS = () => ({ photo: t("A photo"), sound: t("Sound recording"), signature: t("Image of a signature"), backup: t("Sealed copy") });

async function item(app, store, row) {
  const thing = await app.store.opened(row);
  const [kind, , words] = stateOf({ state: row.state });
  const about = (await bundleOf(app, row.checkout))?.frozen.case.code ?? "";
  const label = store === "files" ? `${KINDS()[row.kind]} ${moment(thing.taken_at)} · ${size(thing.size)}` : thing.label || row.kind;
  const foot = row.receipt ? h("span", { class: "ef-receipt" }, t("Receipt {number}", { number: row.receipt })) : (thing.message ?? "");
  return h("li", {}, h("a", { class: "ef-card", href: `#/outbox/${row.id}`, "data-state": row.state, "data-kind": row.kind }, h("span", { class: "ef-card-line" }, h("span", { class: "ef-clamp" }, label), pill(kind, stateWords(row.state) ?? words)), h("span", { class: "ef-quiet" }, about, foot ? " · " : "", foot)));
}

// --- One item ---------------------------------------------------------------------------------
export async function itemScreen(app, id) {
  const command = await app.store.get("commands", id);
  const file = command ? null : await app.store.get("files", id);
  const thing = command ?? file;
  if (!thing) return outboxScreen(app);
  const [kind, , words] = stateOf({ state: thing.state });
  const facts = [
    [t("State"), pill(kind, words || stateWords(thing.state))],
    [t("Done on this device"), moment(thing.doneAt ?? thing.taken_at)],
    [t("Answer of the server"), thing.sentAt ? moment(thing.sentAt) : "–"],
    [t("Receipt"), thing.receipt || "–"],
    [t("Number"), h("span", { class: "ef-mono" }, thing.id)],
    file ? [t("SHA-256"), h("span", { class: "ef-mono" }, file.sha256)] : null,
    thing.message ? [t("Reason"), thing.message] : null,
  ].filter(Boolean);
  return {
    title: command?.label || KINDS()[thing.kind] || t("Item"),
    back: "#/outbox",
    isForm: ["conflict", "rejected"].includes(thing.state),
    node: h("div", { class: "ef-stack" },
      h("dl", { class: "ef-list ef-sheet" }, facts.map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)])),
      command?.state === "conflict" ? await conflict(app, command) : "",
      thing.state === "rejected" ? await rejected(app, command, file) : "",
      command && ["draft", "ready"].includes(command.state) && !command.tries ? takeBack(app, command) : ""),
  };
}

function takeBack(app, command) {
  const button = h("button", { class: "ef-button", onclick: async () => {
    app.demandWriter();
    if (!(await withdraw(app.store, command.id))) button.after(h("p", { class: "ef-hint" }, t("It is already on its way.")));
    else location.hash = "#/outbox";
  } }, t("Take it back"));
  return h("div", { class: "ef-actions" }, button);
}

async function rejected(app, command, file) {
  const thing = command ?? file;
  const hint = command ? t("Mend it where you wrote it and save again, or hand it to your supervisor.") : t("Try again, or hand it to your supervisor; the file stays on this device.");
  const label = command?.label || KINDS()[thing.kind];
  return h("section", { class: "ef-sheet" }, h("h2", {}, t("Refused, and kept here")), h("p", { class: "ef-hint" }, hint), file ? again(app, file) : "", await toSupervisor(app, thing, label));
}

const again = (app, file) =>
  h("div", { class: "ef-actions" }, h("button", { class: "ef-button", onclick: async () => {
    await saveFile(app.store, { ...file, state: "ready", message: null });
    app.sync.run();
    location.hash = "#/outbox";
  } }, t("Try again")));

async function toSupervisor(app, thing, label) {
  const target = `supervisor:${thing.id}`;
  const told = (await app.store.of("commands", "checkout", thing.checkout)).some((row) => row.target === target);
  if (told) return h("p", { class: "ef-notice ec-info" }, t("Handed to your supervisor with the reason."));
  return form(app, {
    fields: [{ name: "why", kind: "area", label: t("What your supervisor should know"), max: 500, required: true }],
    label: t("Send it to my supervisor"),
    submit: async ({ why }) => {
      await add(app.store, { kind: "to_supervisor", checkout: thing.checkout, target, body: { of: thing.id, why }, label: t("To the supervisor: {text}", { text: label }) });
      app.sync.run();
      location.hash = "#/outbox";
    },
  });
}

// --- Conflicts ----------------------------------------------------------------------------------
const NAMES = () => ({ value: t("Answer"), number: t("How many"), figure: t("Figure found"), variant: t("Limit that applies"), on: t("Day"), parts: t("Numbers"), codes: t("Violations"), note: t("Note"), description: t("What was found"), code: t("Violation code"), ended_on: t("Ended on"), ongoing: t("Does it go on?"), workers: t("Workers concerned"), evidence_note: t("Evidence") });

function said(value) {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.join(", ") || "–";
  if (typeof value === "object" && "parts" in value) return answerWords(value);
  if (typeof value === "object") return Object.entries(value).map(([key, n]) => `${key}: ${n}`).join("; ") || "–";
  return { YES: t("Complied with"), NO: t("Not complied with"), NA: t("Not applicable"), true: t("Yes"), false: t("No") }[value] ?? String(value);
}

/** The whole answer of one side: the choice with its numbers. */
function answerWords({ value, number, figure, on, parts }) {
  const rows = [value === "" ? "" : said(value), number === null ? "" : amount(number), figure === null ? "" : `${t("Figure found")}: ${amount(figure)}`, on ? day(on) : "", parts && Object.keys(parts).length ? said(parts) : ""];
  return rows.filter(Boolean).join("; ") || "–";
}

async function conflict(app, command) {
  const { fields = [], mine = {}, theirs = {}, version, row = {} } = command.theirs ?? {};
  const waiting = (await app.store.of("commands", "checkout", command.checkout)).find((row) => row.kind === "resolve" && row.body.of === command.id && row.state !== "resolved");
  if (waiting && waiting.state !== "rejected") return h("p", { class: "ef-notice ec-info" }, t("Your decision is in the outbox."));
  const choices = fields.map((name) => ({ name, kind: "choice", label: NAMES()[name] ?? name, options: [["mine", t("Keep mine")], ["theirs", t("Take theirs")], ["both", t("Keep both")]], required: t("Choose one.") }));
  const node = await form(app, {
    fields: choices,
    label: t("Decide"),
    submit: async (typed) => {
      await save(app.store, command);
      await add(app.store, { kind: "resolve", checkout: command.checkout, target: command.target, base: version, body: { of: command.id, choices: typed }, label: t("Decision: {text}", { text: command.label }) });
      app.sync.run();
      location.hash = "#/outbox";
    },
  });
  const rows = fields.map((name) => h("div", { class: "ef-sides" }, h("h3", {}, NAMES()[name] ?? name), h("div", {}, h("p", { class: "ef-label" }, t("Mine")), h("p", { "data-side": "mine" }, said(mine[name]))), h("div", {}, h("p", { class: "ef-label" }, row?.who ? `${row.who}, ${moment(row.at)}` : t("Theirs")), h("p", { "data-side": "theirs" }, said(theirs[name])))));
  return h("section", { class: "ef-sheet" }, h("h2", {}, t("Changed on both sides")), waiting?.message ? h("p", { class: "ef-fault" }, waiting.message) : "", rows, node);
}

export { wordsOf };
