// Sealed rows: what a row says lies encrypted in ``sealed``; beside it only what finds and sorts it.
import { seal, unseal, unsealBytes } from "./vault.js";

export class Locked extends Error {
  kind = "Locked";
}

export class Store {
  constructor(db, key) {
    Object.assign(this, { db, key });
  }

  lock() {
    this.key = null;
  }

  get #open() {
    if (!this.key) throw new Locked();
    return this.key;
  }

  async sealed(row, secret) {
    return { ...row, sealed: await seal(this.#open, secret) };
  }

  async opened(row) {
    if (!row) return null;
    const { sealed, ...plain } = row;
    return { ...plain, ...(sealed ? await unseal(this.#open, sealed) : {}) };
  }

  /** Row and secret into a store; read back. */
  async put(name, row, secret) {
    await this.db.put(name, await this.sealed(row, secret));
  }

  async get(name, id) {
    return this.opened(await this.db.get(name, id));
  }

  async of(name, index, value) {
    const rows = await this.db.of(name, index, value);
    return Promise.all(rows.map((row) => this.opened(row)));
  }

  async all(name) {
    return Promise.all((await this.db.all(name)).map((row) => this.opened(row)));
  }

  async bytes(name, id) {
    const row = await this.db.get(name, id);
    return row ? unsealBytes(this.#open, row.sealed) : null;
  }
}
