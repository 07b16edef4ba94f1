// Photos, sound, signature images and backups: each its own resumable upload. The bytes on the
// device go only after the server's receipt with the same hash.
import { Refused } from "./api.js";
import { tell } from "./bus.js";
import { under, unlessFull } from "./db.js";
import { t } from "./words.js";

const CHUNK = 512 * 1024;
const EVIDENCE = ["photo", "sound"];
const FACTS = ["name", "mime", "size", "sha256", "original_sha256", "taken_at", "clock_offset_ms", "lat", "lon", "accuracy", "caption", "question"];
const SECRET = [...FACTS, "message", "thumb", "seconds"];

const split = (file) => ({
  row: Object.fromEntries(Object.entries(file).filter(([name]) => !SECRET.includes(name))),
  secret: Object.fromEntries(SECRET.map((name) => [name, file[name] ?? null])),
});

export async function saveFile(store, file) {
  const { row, secret } = split(file);
  await store.put("files", row, secret);
  tell("outbox", file);
}

/** A file and its bytes, in one transaction. */
export async function keepFile(store, file, bytes) {
  const { row, secret } = split(file);
  const [meta, blob] = [await store.sealed(row, secret), await store.sealed({ id: file.id }, bytes)];
  await store.db.putAll({ files: [meta], blobs: [blob] });
  tell("outbox", file);
}

/** How many photos and recordings of a case are on this device, sent or not. */
export async function evidenceOf(db, checkout) {
  const numbers = await Promise.all(EVIDENCE.map((kind) => db.count("files", "checkout_kind", under([checkout, kind]))));
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The last ``most`` of them, the newest first. */
export async function newestEvidence(db, checkout, most) {
  const rows = await Promise.all(EVIDENCE.map((kind) => db.newest("files", "checkout_kind", [checkout, kind], most)));
  return rows.flat().sort((a, b) => b.seq - a.seq).slice(0, most);
}

/** Sends every file that waits, oldest first. Away and signed out end it, anything else one file. */
export async function sendFiles(app, progress) {
  const { db } = app.store;
  const waiting = [...(await db.of("files", "state", "ready")), ...(await db.of("files", "state", "sending"))];
  waiting.sort((a, b) => a.seq - b.seq);
  for (const [index, row] of waiting.entries()) {
    progress(index, waiting.length);
    if (app.sync?.stopped) return;
    await sendFile(app, await app.store.opened(row));
  }
  progress(waiting.length, waiting.length);
}

async function sendFile(app, file) {
  const { store, api } = app;
  try {
    await unlessFull(saveFile(store, { ...file, state: "sending" }));
    const facts = Object.fromEntries(FACTS.map((name) => [name, file[name] ?? null]));
    const said = { id: file.id, checkout: file.checkout, kind: file.kind, ...facts, caption: file.caption ?? "" };
    await finish(store, file, await rest(app, file, await api.post("uploads", said)));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await saveFile(store, { ...file, state: "rejected", message: error.message });
  }
}

/** Sends from where the server stopped until it says that all is there, or that it will not. */
async function rest(app, file, first) {
  if (first.state !== "OPEN") return first;
  const bytes = await app.store.bytes("blobs", file.id);
  if (!bytes) throw new Refused(422, { message: app.t("The bytes of this file are no longer on the device.") });
  let answer = first;
  let restarts = 0;
  while (answer.state === "OPEN") {
    const from = answer.offset;
    answer = await piece(app, file, bytes.slice(from, from + CHUNK), from);
    if (answer.state === "OPEN" && answer.offset <= from && ++restarts > 2) {
      throw new Refused(422, { message: app.t("The server did not take the file.") });
    }
  }
  return answer;
}

/** One piece; where the server is further on (a lost answer) it says from where to go on. */
async function piece(app, file, bytes, from) {
  try {
    return await app.api.patch(`uploads/${file.id}`, bytes, { "Upload-Offset": String(from) });
  } catch (error) {
    if (!(error instanceof Refused) || !["offset", "hash"].includes(error.code)) throw error;
    return app.api.get(`uploads/${file.id}`);
  }
}

async function finish(store, file, answer) {
  const { state, receipt = "", sha256, message = "" } = answer;
  if (state !== "DONE" || sha256 !== file.sha256) {
    await saveFile(store, { ...file, state: "rejected", message: message || t("The receipt of the server is for another content (SHA-256). The file stays on this device; try again.") });
    return;
  }
  const done = { ...file, state: "sent", receipt, sentAt: new Date().toISOString() };
  await unlessFull(saveFile(store, done));
  await store.db.remove("blobs", file.id);
  // Where there was no room for the receipt there is some now; if not, the server is asked again.
  if ((await store.db.get("files", file.id))?.state !== "sent") await saveFile(store, done);
}
