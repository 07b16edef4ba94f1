// The outbox: commands in the order in which they were done. draft -> ready -> sending -> sent |
// conflict | rejected. A command that may have reached the server keeps its id and its words for
// ever; one that was never sent may still be changed.
import { tell } from "./bus.js";
import { newId } from "./bytes.js";

export const OPEN_STATES = ["draft", "ready", "sending", "conflict", "rejected"];
export const UNSENT = ["draft", "ready", "sending"];
const SECRET = ["body", "base", "message", "theirs", "label"];

const split = (command) => {
  const secret = Object.fromEntries(SECRET.map((name) => [name, command[name] ?? null]));
  const row = Object.fromEntries(Object.entries(command).filter(([name]) => !SECRET.includes(name)));
  return { row, secret };
};

export async function save(store, command) {
  const { row, secret } = split(command);
  await store.put("commands", row, secret);
  tell("outbox", command);
  return command;
}

/** Rows for several commands and files at once (one transaction). */
export async function sealedCommand(store, command) {
  const { row, secret } = split(command);
  return store.sealed(row, secret);
}

export async function commandsOf(store, checkout) {
  return (await store.of("commands", "checkout", checkout)).sort((a, b) => a.seq - b.seq);
}

/** A new command, not yet stored. ``target`` names the thing it changes, ``label`` words for it. */
export async function make(store, { kind, checkout, target = "", body, base = 0, label = "", needs = [], state = "ready", id = newId() }) {
  const seq = await store.db.nextNumber();
  const doneAt = new Date().toISOString();
  return { id, seq, kind, checkout, target, state, needs, doneAt, tries: 0, body, base, label };
}

/**
 * Puts a change into the outbox. A change of the same thing that was never sent is replaced.
 * ``known`` are the commands of the checkout, where the caller has them at hand.
 */
export async function add(store, wanted, known) {
  const same = wanted.target ? await neverSent(store, wanted, known) : null;
  if (!same) return save(store, await make(store, wanted));
  const state = wanted.state ?? "ready";
  const changed = { body: wanted.body, label: wanted.label ?? same.label, needs: wanted.needs ?? same.needs, state };
  return save(store, { ...same, ...changed, doneAt: new Date().toISOString() });
}

async function neverSent(store, wanted, known) {
  const all = known ?? (await commandsOf(store, wanted.checkout));
  const last = all.filter((row) => row.target === wanted.target && row.kind === wanted.kind).at(-1);
  if (!last || !["draft", "ready"].includes(last.state) || last.tries) return null;
  const now = await store.db.get("commands", last.id); // the sync may have begun to send it
  return now && !now.tries && ["draft", "ready"].includes(now.state) ? last : null;
}

/** Takes back a command that was never sent. */
export async function withdraw(store, id) {
  const row = await store.db.get("commands", id);
  if (!row || row.tries || !["draft", "ready"].includes(row.state)) return false;
  await store.db.remove("commands", id);
  tell("outbox", { id, state: "gone" });
  return true;
}

/** {draft, ready, sending, sent, conflict, rejected}: of commands and files together. */
export async function counts(db) {
  const states = [...OPEN_STATES, "sent"];
  const numbers = await Promise.all(
    states.map(async (state) => (await db.count("commands", "state", state)) + (await db.count("files", "state", state))),
  );
  return Object.fromEntries(states.map((state, index) => [state, numbers[index]]));
}

export async function unsent(db) {
  const all = await counts(db);
  return OPEN_STATES.reduce((sum, state) => sum + all[state], 0);
}
