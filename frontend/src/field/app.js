// The person at work: who they are, their sealed store, the device, the lock, the sync.
import { Api, Away, Refused } from "./api.js";
import { makeBackup } from "./backup.js";
import { listen, tell } from "./bus.js";
import { newId, sha256 } from "./bytes.js";
import { Database, Gone, StorageFull, unlessFull } from "./db.js";
import { OPEN_STATES, counts } from "./outbox.js";
import { forget, remember } from "./people.js";
import { Store } from "./store.js";
import { Sync } from "./sync.js";
import { keepFile, sendFiles } from "./uploads.js";
import { AUTO_LOCK, createVault, openVault, recover } from "./vault.js";
import { t, today } from "./words.js";

export class ReadOnly extends Error {
  kind = "ReadOnly";
}

const besideKey = (user) => `ecms-field-tries-${user}`;
const triesBeside = (user) => JSON.parse(localStorage.getItem(besideKey(user)) ?? "{}");

class OtherPerson extends Error {
  phase = "other-person";
}

export class App {
  t = t;
  fresh = new Map(); // opened bundles, by check-out
  isWriter = false;
  offset = null; // device clock minus server clock, in ms; null until it was measured
  revoked = null;
  meeting = null; // the question to the server that is on its way
  store = null;
  offers = null; // cases that the server last offered to take along

  constructor(person) {
    this.user = person;
    this.db = new Database(person.id);
  }

  get today() {
    return today(-(this.offset ?? 0));
  }

  // --- Opening ------------------------------------------------------------------------------
  /** The first time on this device: a vault, a device number; the recovery code, shown once. */
  async begin(pin) {
    const { record, key, code } = await createVault(pin);
    await this.db.setMeta("vault", record);
    await this.db.setMeta("device", newId());
    await this.db.setMeta("person", this.user);
    remember({ id: this.user.id, name: this.user.name, unit: this.user.unit });
    await this.#opened(key);
    return code;
  }

  isNew = async () => !(await this.db.get("meta", "vault"));

  async unlock(pin) {
    const record = { ...(await this.db.get("meta", "vault")), ...triesBeside(this.user.id) };
    await this.#opened(await openVault(record, pin, (changed) => this.#keepVault(changed)));
  }

  /** A full storage locks nobody out: the count of tries then stands beside it. */
  async #keepVault(record) {
    try {
      await this.db.setMeta("vault", record);
      localStorage.removeItem(besideKey(this.user.id));
    } catch (error) {
      if (!(error instanceof StorageFull)) throw error;
      localStorage.setItem(besideKey(this.user.id), JSON.stringify({ tries: record.tries, until: record.until }));
    }
  }

  async recover(code, pin) {
    const { record, key } = await recover(await this.db.get("meta", "vault"), code, pin);
    await this.db.setMeta("vault", record);
    await this.#opened(key);
  }

  async #opened(key) {
    this.store = new Store(this.db, key);
    this.device = await this.db.get("meta", "device");
    this.offset = (await this.db.get("meta", "offset")) ?? null;
    this.api = new Api(this.device);
    this.sync = new Sync(this);
    this.#watch();
    await this.#beWriter();
    this.sync.start();
  }

  // --- One tab writes -----------------------------------------------------------------------
  /** Resolves when it is known whether this tab may write; another one waits for its turn. */
  #beWriter() {
    const name = `ecms-field-writer-${this.user.id}`;
    return new Promise((known) => {
      const hold = (lock) => {
        if (!lock) {
          known();
          navigator.locks.request(name, { signal: this.ended.signal }, hold).catch(() => {});
          return undefined;
        }
        this.isWriter = true;
        this.fresh.clear();
        known();
        tell("writer");
        this.sync.run();
        return new Promise((release) => this.ended.signal.addEventListener("abort", release));
      };
      navigator.locks.request(name, { ifAvailable: true }, hold);
    });
  }

  demandWriter() {
    if (!this.isWriter) throw new ReadOnly();
  }

  // --- Lock ---------------------------------------------------------------------------------
  #watch() {
    this.ended = new AbortController();
    const { signal } = this.ended;
    let seen = Date.now();
    const active = () => {
      if (Date.now() - seen > AUTO_LOCK) this.lock();
      seen = Date.now();
    };
    for (const name of ["pointerdown", "keydown", "input"]) addEventListener(name, active, { signal, passive: true });
    const check = () => Date.now() - seen > AUTO_LOCK && this.lock();
    const timer = setInterval(check, 15_000);
    signal.addEventListener("abort", () => clearInterval(timer));
    document.addEventListener("visibilitychange", check, { signal });
  }

  /** Forgets the key; what is typed was saved before (``leaving`` handlers). */
  async lock({ isQuiet = false } = {}) {
    if (!this.store?.key) return;
    await Promise.all([...this.leaving].map((save) => save().catch(() => {})));
    this.leaving.clear();
    this.sync.stop();
    this.ended.abort();
    this.store.lock();
    this.fresh.clear();
    this.isWriter = false;
    if (!isQuiet) tell("lock");
  }

  leaving = new Set();

  // --- The server ---------------------------------------------------------------------------
  /** Before each sync: who am I to the server? Registers the device, notes its clock. */
  meet() {
    // The first sync, the list of cases and a check-out ask at the same time: one answer for all.
    this.meeting ??= this.#meet().finally(() => (this.meeting = null));
    return this.meeting;
  }

  async #meet() {
    const before = Date.now();
    const session = await this.api.session();
    if (String(session.user.id) !== String(this.user.id)) throw new OtherPerson();
    this.offset = Math.round((before + Date.now()) / 2 - Date.parse(session.now));
    await unlessFull(this.db.setMeta("offset", this.offset));
    this.user = session.user;
    this.revoked = session.device?.wipe ? session.device : null;
    if (!session.device) await this.#register();
    return session;
  }

  async #register() {
    const label = await this.label();
    await this.api.post("devices", { id: this.device, label, agent: navigator.userAgent.slice(0, 200) });
  }

  async label() {
    const kept = await this.db.get("meta", "label");
    const kind = /iPhone|iPad|Android/.exec(navigator.userAgent)?.[0] ?? navigator.platform ?? "";
    return kept || `${kind} ${this.device.slice(0, 4)}`.trim();
  }

  /** Tells the server how much waits here; it tells what became of the check-outs. */
  async contact() {
    const all = await counts(this.db);
    const body = {
      unsent: OPEN_STATES.reduce((sum, state) => sum + all[state], 0),
      unsent_since: await this.#oldest(),
      clock: new Date().toISOString(),
      persisted: (await navigator.storage?.persisted?.()) ?? null,
      app: document.documentElement.dataset.build ?? "",
    };
    const told = await this.api.post("contact", body);
    if (told.device?.wipe) this.revoked = told.device;
    return told;
  }

  async #oldest() {
    const rows = (await Promise.all(OPEN_STATES.map((state) => this.db.of("commands", "state", state)))).flat();
    return rows.map((row) => row.doneAt).sort()[0] ?? null;
  }

  /** After a pass: what is only typed goes up as a sealed copy; a revoked device wipes itself. */
  async afterSync() {
    if (this.revoked) return this.wipe();
    return this.#sendDrafts();
  }

  async #sendDrafts() {
    const typed = (await this.db.all("drafts")).filter((row) => row.id.startsWith("form:"));
    const waiting = await this.db.of("commands", "state", "draft");
    if (!typed.length && !waiting.length) return;
    const stamp = await sha256(JSON.stringify([typed.map((row) => [row.id, row.at]), waiting.map((row) => [row.id, row.doneAt])]));
    if (stamp === (await this.db.get("meta", "drafts-sent"))) return;
    if (await this.#upload(await makeBackup(this, { drafts: typed, commands: waiting }))) await this.db.setMeta("drafts-sent", stamp);
  }

  /** Sends a sealed copy as an upload of its own; whether the server has it. */
  async #upload(blob) {
    const [first] = await this.db.keys("bundles");
    if (!first) return false;
    const bytes = await blob.arrayBuffer();
    const hash = await sha256(bytes);
    const file = {
      id: newId(), seq: await this.db.nextNumber(), checkout: first, kind: "backup", state: "ready", name: "ecms-field.backup",
      mime: "application/x-ndjson", size: bytes.byteLength, sha256: hash, original_sha256: hash,
      taken_at: new Date().toISOString(), clock_offset_ms: this.offset,
    };
    await keepFile(this.store, file, bytes);
    await sendFiles(this, () => {});
    const done = (await this.db.get("files", file.id)).state === "sent";
    await this.db.remove("files", file.id);
    await this.db.remove("blobs", file.id);
    return done;
  }

  /** A revoked device: one attempt was made; what it could not send goes up sealed; then nothing stays. */
  async wipe() {
    const all = await counts(this.db);
    if (OPEN_STATES.some((state) => all[state])) {
      await this.#upload(await makeBackup(this)).catch(() => {});
    }
    const { api, device, user } = this;
    forget(user.id);
    await this.lock({ isQuiet: true });
    await this.db.destroy();
    tell("wiped", user);
    await api.post(`devices/${device}/wiped`, {});
  }

  // --- Faults -------------------------------------------------------------------------------
  /** A fault of the page itself, without anything about a person or a case. */
  report(code, error) {
    if (error instanceof Gone) return; // what was still being drawn when the device was wiped
    console.error(error);
    const entry = { at: new Date().toISOString(), code, detail: `${error?.name ?? ""}`.slice(0, 200) };
    this.api?.post("log", { entries: [entry] }).catch((fault) => {
      if (!(fault instanceof Away || fault instanceof Refused)) console.error(fault);
    });
  }
}

/** Calls ``save`` before the key is forgotten; returns how to stop that. */
export function beforeLeaving(app, save) {
  app.leaving.add(save);
  const hidden = () => document.visibilityState === "hidden" && save().catch((error) => app.report("draft", error));
  document.addEventListener("visibilitychange", hidden);
  return () => {
    app.leaving.delete(save);
    document.removeEventListener("visibilitychange", hidden);
  };
}

export { listen };
