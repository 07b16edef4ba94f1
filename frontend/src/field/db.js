// The database of one person on this device. It may die while the page sleeps (iOS): it is then
// opened again and the work is tried once more. Every save is read back.
import { deleteDB, openDB } from "idb";
import { sameBytes } from "./bytes.js";

/** The data of this device was removed. */
export class Gone extends Error {}

export class StorageFull extends Error {
  kind = "StorageFull";
}
export class NotKept extends Error {
  kind = "NotKept";
}

/** What only makes the next time easier is left out where the storage is full. */
export const unlessFull = (work) =>
  work.catch((error) => {
    if (!(error instanceof StorageFull)) throw error;
  });

/** Every key that begins with the parts of ``prefix``; an empty array sorts after all else. */
export const under = (prefix) => IDBKeyRange.bound(prefix, [...prefix, []]);

const LOST = ["InvalidStateError", "UnknownError", "AbortError", "TransactionInactiveError"];
export const nameOf = (user) => `ecms-field-${user}`;

function build(db) {
  db.createObjectStore("meta");
  db.createObjectStore("bundles", { keyPath: "id" });
  db.createObjectStore("drafts", { keyPath: "id" }).createIndex("checkout", "checkout");
  db.createObjectStore("blobs", { keyPath: "id" });
  for (const name of ["commands", "files"]) {
    const store = db.createObjectStore(name, { keyPath: "id" });
    store.createIndex("checkout", "checkout");
    store.createIndex("state", "state");
    store.createIndex("checkout_state", ["checkout", "state"]);
    store.createIndex("state_seq", ["state", "seq"]);
    if (name === "files") store.createIndex("checkout_kind", ["checkout", "kind", "seq"]);
  }
  db.createObjectStore("numbers", { autoIncrement: true });
}

export class Database {
  constructor(user) {
    this.user = user;
    this.db = null;
    this.isDestroyed = false;
  }

  async open() {
    // A question that was on its way when the data went must not bring an empty database back.
    if (this.isDestroyed) throw new Gone();
    this.db ??= await openDB(nameOf(this.user), 1, {
      upgrade: build,
      blocking: () => this.close(),
      terminated: () => {
        this.db = null;
      },
    });
    return this.db;
  }

  close() {
    this.db?.close();
    this.db = null;
  }

  async #run(work) {
    try {
      return await work(await this.open());
    } catch (error) {
      if (error.name === "QuotaExceededError") throw new StorageFull();
      if (!LOST.includes(error.name)) throw error;
    }
    this.close();
    try {
      return await work(await this.open());
    } catch (error) {
      if (error.name === "QuotaExceededError") throw new StorageFull();
      throw error;
    }
  }

  get(store, key) {
    return this.#run((db) => db.get(store, key));
  }

  all(store) {
    return this.#run((db) => db.getAll(store));
  }

  keys(store) {
    return this.#run((db) => db.getAllKeys(store));
  }

  of(store, index, value) {
    return this.#run((db) => db.getAllFromIndex(store, index, value));
  }

  keysOf(store, index, value) {
    return this.#run((db) => db.getAllKeysFromIndex(store, index, value));
  }

  /** At most ``most`` rows under a prefix of an index, the last first: the others are not read. */
  newest(store, index, prefix, most) {
    return this.#run(async (db) => {
      const rows = [];
      let cursor = await db.transaction(store).store.index(index).openCursor(under(prefix), "prev");
      while (cursor && rows.length < most) {
        rows.push(cursor.value);
        cursor = await cursor.continue();
      }
      return rows;
    });
  }

  count(store, index, value) {
    return this.#run((db) => db.countFromIndex(store, index, value));
  }

  /** Rows of several stores together by each value of an index: {value: number}; one transaction. */
  counts(stores, index, values) {
    return this.#run(async (db) => {
      const tx = db.transaction(stores);
      const asked = values.flatMap((value) => stores.map(async (store) => [value, await tx.objectStore(store).index(index).count(value)]));
      const sums = Object.fromEntries(values.map((value) => [value, 0]));
      for (const [value, number] of await Promise.all(asked)) sums[value] += number;
      return sums;
    });
  }

  remove(store, key) {
    return this.#run((db) => db.delete(store, key));
  }

  /** The next number in the order of the outbox; it never comes twice. */
  nextNumber() {
    return this.#run(async (db) => {
      const tx = db.transaction("numbers", "readwrite");
      const number = await numbered(tx);
      await tx.done;
      return number;
    });
  }

  /** A new row with the next number as its ``seq``, both in one transaction; the row as it is kept. */
  async putNext(store, row) {
    const kept = await this.#write([store, "numbers"], async (tx) => {
      const next = { ...row, seq: await numbered(tx) };
      await tx.objectStore(store).put(next);
      return next;
    });
    await this.#readBack({ [store]: [kept] });
    return kept;
  }

  /** Another row in the place of the one with its id, if ``may(old)`` still holds then; whether it was. */
  async replace(store, row, may) {
    const isDone = await this.#onlyIf(store, row.id, may, (rows) => rows.put(row));
    if (isDone) await this.#readBack({ [store]: [row] });
    return isDone;
  }

  /** Takes a row away if ``may(old)`` still holds then; whether it did. */
  removeIf(store, id, may) {
    return this.#onlyIf(store, id, may, (rows) => rows.delete(id));
  }

  #onlyIf(store, id, may, change) {
    return this.#write([store], async (tx) => {
      const rows = tx.objectStore(store);
      const old = await rows.get(id);
      if (!old || !may(old)) return false;
      await change(rows);
      return true;
    });
  }

  /** Rows {store: [row, …]} in one transaction, all or none, then read back. */
  async putAll(rows) {
    const names = Object.keys(rows);
    await this.#write(names, (tx) => Promise.all(names.flatMap((name) => rows[name].map((row) => tx.objectStore(name).put(row)))));
    await this.#readBack(rows);
  }

  #write(names, work) {
    return this.#run(async (db) => {
      const tx = db.transaction(names, "readwrite", { durability: "strict" });
      const ends = await Promise.allSettled([work(tx), tx.done]);
      const faults = ends.filter((end) => end.status === "rejected").map((end) => end.reason);
      // One failed row aborts all; the others then only say "aborted", not why.
      if (faults.length) throw [tx.error, ...faults].find((fault) => fault && fault.name !== "AbortError") ?? faults[0];
      return ends[0].value;
    });
  }

  async #readBack(rows) {
    await this.#run(async (db) => {
      const names = Object.keys(rows);
      for (const name of names) {
        for (const row of rows[name]) {
          if (!isSame(row, await db.get(name, row.id))) throw new NotKept(`${name} ${row.id}`);
        }
      }
    });
  }

  put(store, row) {
    return this.putAll({ [store]: [row] });
  }

  async setMeta(key, value) {
    await this.#run((db) => db.put("meta", value, key));
    const kept = await this.#run((db) => db.get("meta", key));
    if (kept === undefined) throw new NotKept(`meta ${key}`);
  }

  async destroy() {
    this.isDestroyed = true;
    this.close();
    await deleteDB(nameOf(this.user));
  }
}

/** The next number of the outbox, in a transaction that holds "numbers"; only the last is kept. */
async function numbered(tx) {
  const numbers = tx.objectStore("numbers");
  const number = await numbers.add(0);
  await numbers.delete(IDBKeyRange.upperBound(number, true));
  return number;
}

function isSame(row, kept) {
  if (!kept || row.state !== kept.state || row.seq !== kept.seq) return false;
  return !row.sealed || (sameBytes(row.sealed.iv, kept.sealed.iv) && row.sealed.data.byteLength === kept.sealed.data.byteLength);
}
