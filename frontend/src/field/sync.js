// Sending what waits. One loop at a time in the whole browser (a lock); each item has its own
// answer, and one bad item stops no other. Called at start, when the network or the page comes
// back, on a timer that grows longer while the server is away, and by the button.
import { Away, Refused, SignedOut } from "./api.js";
import { listen, tell } from "./bus.js";
import { freeze, refreshAll } from "./checkouts.js";
import { StorageFull, unlessFull } from "./db.js";
import { claim, counts, save } from "./outbox.js";
import { Locked } from "./store.js";
import { sendFiles } from "./uploads.js";

const BATCH = 20;
const TIMES = [20_000, 30_000, 60_000, 120_000, 300_000];
const SOON = 5_000; // after something was saved while the server can be reached
const IDLE = 120_000; // nothing waits: only news of the cases are fetched
const FINAL = ["sent", "conflict", "rejected"];

export class Sync {
  constructor(app) {
    this.app = app;
    this.state = { phase: "idle", done: 0, total: 0, message: "" };
    this.failures = 0;
    this.timer = 0;
  }

  start() {
    this.on = () => this.run();
    this.shown = () => document.visibilityState === "visible" && this.run();
    addEventListener("online", this.on);
    document.addEventListener("visibilitychange", this.shown);
    this.unheard = listen("outbox", (item) => item.state === "ready" && !item.tries && this.#soon());
    this.run();
  }

  /** Something new waits; while the server is away the longer pauses hold. */
  #soon() {
    if (this.failures || this.stopped || this.state.phase === "running") return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), SOON);
  }

  stop() {
    removeEventListener("online", this.on);
    document.removeEventListener("visibilitychange", this.shown);
    this.unheard?.();
    clearTimeout(this.timer);
    this.stopped = true;
  }

  #tell(change) {
    Object.assign(this.state, change);
    tell("sync", this.state);
  }

  /** One pass; resolves when it ended, whatever its end. */
  async run() {
    if (this.stopped || !this.app.isWriter) return;
    clearTimeout(this.timer);
    await navigator.locks.request(`ecms-field-sync-${this.app.user.id}`, { ifAvailable: true }, (lock) =>
      lock ? this.#pass() : null,
    );
    if (!this.stopped) {
      this.timer = setTimeout(() => this.run(), await this.#pause());
    }
  }

  /** How long until the next pass, in ms. */
  async #pause() {
    if (this.failures) return TIMES[Math.min(this.failures, TIMES.length - 1)];
    const all = await counts(this.app.db);
    return all.ready + all.sending ? TIMES[0] : IDLE;
  }

  async #pass() {
    this.#tell({ phase: "running", done: 0, total: 0, message: "" });
    try {
      await this.app.meet();
      await this.#send();
      await refreshAll(this.app, (await this.app.contact()).checkouts);
      this.failures = 0;
      await unlessFull(this.app.db.setMeta("synced", new Date().toISOString()));
      await this.app.afterSync();
      this.#tell({ phase: "idle", message: "" });
    } catch (error) {
      this.failures += 1;
      // A revoked device had its one attempt; without network or session it has not.
      if (this.app.revoked && !(error instanceof Away || error instanceof SignedOut)) await this.app.wipe();
      this.#tell({ phase: this.#phaseOf(error), message: error instanceof Refused ? error.message : "" });
    }
  }

  #phaseOf(error) {
    if (error instanceof Away) return "away";
    if (error instanceof SignedOut) return "signed-out";
    if (error instanceof Refused) return "refused";
    if (error instanceof Locked) return "idle";
    if (error instanceof StorageFull) return "full"; // a state of the device, not a fault of the page
    if (error.phase) return error.phase; // another person is signed in
    this.app.report("sync", error);
    return "failed";
  }

  async #send() {
    // Files first: commands name them, and what a file waits for is never a command.
    const progress = (done, total) => this.#tell({ done, total });
    await sendFiles(this.app, progress);
    while (!this.stopped && (await this.#batch()));
  }

  /** One batch of commands; false when nothing more can be sent now. */
  async #batch() {
    const { app } = this;
    const found = await nextBatch(app.store);
    if (!found.length) return false;
    const batch = [];
    for (const command of found) {
      const taken = await unlessFull(claim(app.store, command));
      // Without room for the mark it is sent all the same; the server knows it again by its id.
      if (taken !== null) batch.push(taken ?? { ...command, state: "sending", tries: command.tries + 1 });
    }
    if (!batch.length) return true; // all were changed while they were read: read again
    const { results } = await app.api.post("commands", { commands: batch.map((c) => wire(c, app.offset)) });
    const answers = new Map(results.map((result) => [result.id, result]));
    let moved = false;
    for (const command of batch) moved = (await settle(app, command, answers.get(command.id))) || moved;
    return moved;
  }
}

const wire = ({ id, seq, kind, checkout, base, blueprint, doneAt, body }, offset) => ({
  id, seq, kind, checkout, blueprint, base_version: base || 0, after: null, done_at: doneAt, clock_offset_ms: offset, body,
});

/** Keeps the answer to a command; false for one that has to be sent again. */
async function settle(app, command, result) {
  const { store } = app;
  const state = result?.state === "reused" ? "rejected" : result?.state;
  if (!FINAL.includes(state)) {
    await save(store, { ...command, state: "ready", message: result?.message ?? "" });
    return false;
  }
  const { receipt = "", version = null, message = "", conflict = null } = result;
  await save(store, { ...command, state, receipt, version, message, theirs: conflict, sentAt: new Date().toISOString() });
  if (command.kind === "resolve") await resolved(store, command, state, result);
  if (command.kind === "visit.finish" && state === "sent") await freeze(app, command.checkout);
  return true;
}

/** A decision that went through ends its conflict; where they changed it again, it is asked anew. */
async function resolved(store, command, state, result) {
  const original = await store.get("commands", command.body.of);
  if (!original) return;
  if (state === "sent") await save(store, { ...original, state: "resolved", version: result.version ?? null });
  if (state !== "conflict") return;
  await save(store, { ...original, theirs: result.conflict });
  await save(store, { ...command, state: "resolved", version: null });
}

/**
 * The next commands, oldest first, of each thing only one: the version that it goes on from is
 * known when the one before has its answer.
 */
export async function nextBatch(store) {
  const rows = (await store.db.of("commands", "state", "ready")).concat(await store.db.of("commands", "state", "sending"));
  rows.sort((a, b) => a.seq - b.seq);
  const chosen = [];
  const busy = new Set();
  for (const row of rows) {
    if (chosen.length === BATCH) break;
    const thing = row.target && `${row.checkout}|${row.target}`;
    if (thing && busy.has(thing)) continue;
    if (thing) busy.add(thing);
    if (await isBlocked(store.db, row)) continue;
    chosen.push(await rebased(store, await store.opened(row)));
  }
  return chosen;
}

/** Whether something that must be there first is not there yet. */
async function isBlocked(db, row) {
  for (const id of row.needs ?? []) {
    const needed = (await db.get("files", id)) ?? (await db.get("commands", id));
    if (needed && !["sent", "rejected", "resolved"].includes(needed.state)) return true;
  }
  if (!row.target || row.kind === "resolve") return false;
  const open = await db.of("commands", "state", "conflict");
  return open.some((other) => other.checkout === row.checkout && other.target === row.target);
}

/** Goes on from the version that the last sent change of the same thing left behind. */
async function rebased(store, command) {
  if (command.tries || !command.target || command.kind === "resolve") return command;
  const rows = await store.db.of("commands", "checkout", command.checkout);
  const versions = rows.filter((row) => row.target === command.target && row.version != null).map((row) => row.version);
  return { ...command, base: Math.max(command.base ?? 0, ...versions) };
}
