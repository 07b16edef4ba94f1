// Talking to the server. Nothing of a session is stored: who I am is asked before each sync.
import { currentLanguage } from "./words.js";

export class Away extends Error {
  kind = "Away";
} // no network, or the server is down
export class SignedOut extends Error {
  kind = "SignedOut";
}
export class Refused extends Error {
  constructor(status, body) {
    super(body?.message || `HTTP ${status}`);
    Object.assign(this, { status, code: body?.error ?? "", body: body ?? {} });
  }
}

const BASE = "/field/api/";
const PATIENCE = 60_000;

export class Api {
  constructor(device) {
    this.device = device;
    this.csrf = "";
  }

  async session() {
    const session = await this.get("session");
    this.csrf = session.csrf;
    return session;
  }

  get(path) {
    return this.#send("GET", path);
  }

  post(path, body) {
    return this.#send("POST", path, JSON.stringify(body), { "Content-Type": "application/json" });
  }

  patch(path, bytes, headers) {
    return this.#send("PATCH", path, bytes, { "Content-Type": "application/octet-stream", ...headers });
  }

  /** {etag, body} or null when nothing changed since ``etag``. */
  async fresh(path, etag) {
    const response = await this.#fetch("GET", path, undefined, etag ? { "If-None-Match": etag } : {});
    if (response.status === 304) return null;
    return { etag: response.headers.get("ETag") ?? "", body: await this.#read(response) };
  }

  /** A token that changed (signing in changes it) is asked for anew, once. */
  async #send(method, path, body, headers = {}) {
    try {
      return await this.#read(await this.#fetch(method, path, body, headers));
    } catch (error) {
      if (error.code !== "csrf" || method === "GET") throw error;
    }
    await this.session();
    return this.#read(await this.#fetch(method, path, body, headers));
  }

  async #fetch(method, path, body, headers) {
    const all = { Accept: "application/json", "Accept-Language": currentLanguage(), ...headers };
    if (this.device) all["X-Field-Device"] = this.device;
    if (method !== "GET") all["X-CSRFToken"] = this.csrf;
    const options = { method, body, headers: all, credentials: "same-origin", cache: "no-store", redirect: "manual" };
    try {
      return await fetch(BASE + path, { ...options, signal: AbortSignal.timeout(PATIENCE) });
    } catch {
      throw new Away();
    }
  }

  async #read(response) {
    if (response.type === "opaqueredirect") throw new SignedOut();
    const text = await response.text().catch(() => {
      throw new Away();
    });
    const body = parsed(text);
    if (response.status === 401) throw new SignedOut();
    if (response.status >= 500 || response.status === 429) throw new Away();
    if (!response.ok) throw new Refused(response.status, body);
    if (body === null && text) throw new Away(); // a proxy's own page, not the server
    return body;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
