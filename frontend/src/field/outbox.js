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
  return told(command);
}

function told(command) {
  tell("outbox", command);
  return command;
}

export async function commandsOf(store, checkout) {
  return (await store.of("commands", "checkout", checkout)).sort((a, b) => a.seq - b.seq);
}

/** A new command. ``target`` names the thing it changes, ``label`` words for it. */
async function put(store, { kind, checkout, target = "", body, blueprint = "", base = 0, label = "", needs = [], state = "ready", id = newId() }) {
  const doneAt = new Date().toISOString();
  const command = { id, kind, checkout, target, state, needs, blueprint, doneAt, tries: 0, body, base, label };
  const { row, secret } = split(command);
  const { seq } = await store.db.putNext("commands", await store.sealed(row, secret));
  return told({ ...command, seq });
}

/** Whether a row was never on its way to the server, so that it may still be changed. */
const isFree = (row) => ["draft", "ready"].includes(row.state) && !row.tries;

/**
 * Puts a change into the outbox. A change of the same thing that was never sent is replaced.
 * ``known`` are the commands of the checkout, where the caller has them at hand.
 */
export async function add(store, wanted, known) {
  const same = wanted.target ? await neverSent(store, wanted, known) : null;
  return (same && (await replaced(store, same, wanted))) || put(store, wanted);
}

async function neverSent(store, wanted, known) {
  const all = known ?? (await commandsOf(store, wanted.checkout));
  const last = all.filter((row) => row.target === wanted.target && row.kind === wanted.kind).at(-1);
  return last && isFree(last) ? last : null;
}

/** The changed command; null where the sync began to send it in the meantime. */
async function replaced(store, same, wanted) {
  const changed = { body: wanted.body, label: wanted.label ?? same.label, needs: wanted.needs ?? same.needs, state: wanted.state ?? "ready" };
  const command = { ...same, ...changed, doneAt: new Date().toISOString() };
  const { row, secret } = split(command);
  const isDone = await store.db.replace("commands", await store.sealed(row, secret), isFree);
  return isDone ? told(command) : null;
}

/** Takes back a command that was never sent. */
export async function withdraw(store, id) {
  const isDone = await store.db.removeIf("commands", id, isFree);
  if (isDone) tell("outbox", { id, state: "gone" });
  return isDone;
}

/** A command on its way to the server; null where it was changed or taken back since it was read. */
export async function claim(store, command) {
  const { row, secret } = split({ ...command, state: "sending", tries: command.tries + 1 });
  const isAsRead = (old) => old.state === command.state && old.doneAt === command.doneAt;
  const isDone = await store.db.replace("commands", await store.sealed(row, secret), isAsRead);
  return isDone ? told({ ...row, ...secret }) : null;
}

/** {draft, ready, sending, sent, conflict, rejected}: of commands and files together. */
export const counts = (db) => db.counts(["commands", "files"], "state", [...OPEN_STATES, "sent"]);

export async function unsent(db) {
  const all = await counts(db);
  return OPEN_STATES.reduce((sum, state) => sum + all[state], 0);
}
