// The key of the data at rest: random, wrapped by a PIN and once more by a recovery code.
//
// The PIN is the weak part, so tries are counted before they are made and become slower; after the
// last one only the recovery code opens the vault. The data is never destroyed by wrong tries.
import { fromBase64, random, toBase64, toBytes } from "./bytes.js";

const ROUNDS = 600_000;
export const TRIES = 10;
const FREE_TRIES = 4;
const WAITS = [1, 5, 15, 30, 60, 60]; // minutes after the 5th, 6th … wrong PIN
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
export const AUTO_LOCK = 15 * 60_000;

export class WrongPin extends Error {
  constructor(left, until, isTried = true) {
    super("wrong PIN");
    Object.assign(this, { left, until, isTried });
  }
}

async function wrappingKey(secret, salt, rounds) {
  const base = await crypto.subtle.importKey("raw", toBytes(secret), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function wrap(raw, secret) {
  const salt = random(16);
  const iv = random(12);
  const key = await wrappingKey(secret, salt, ROUNDS);
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, raw);
  return { salt: toBase64(salt), iv: toBase64(iv), data: toBase64(data), rounds: ROUNDS };
}

async function unwrap(box, secret) {
  const key = await wrappingKey(secret, fromBase64(box.salt), box.rounds);
  const data = fromBase64(box.data);
  return crypto.subtle.decrypt({ name: "AES-GCM", iv: fromBase64(box.iv) }, key, data);
}

const usable = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
export const tidyCode = (code) => code.toUpperCase().replace(/[^0-9A-Z]/g, "");

function recoveryCode() {
  const letters = [];
  while (letters.length < 20) {
    for (const byte of random(32)) if (byte < 240 && letters.length < 20) letters.push(ALPHABET[byte % 30]);
  }
  return letters.join("").replace(/(.{5})(?=.)/g, "$1-");
}

/** A new vault: {record, key, code}; the record is stored, the code is shown once. */
export async function createVault(pin) {
  const raw = random(32);
  const code = recoveryCode();
  const record = { pin: await wrap(raw, pin), recovery: await wrap(raw, tidyCode(code)), tries: 0, until: 0 };
  const key = await usable(raw);
  raw.fill(0);
  return { record, key, code };
}

/** Opens a vault; ``save(record)`` keeps the count of tries before the PIN is tried. */
export async function openVault(record, pin, save, now = Date.now()) {
  if (!record.pin || mustWait(record, now)) throw new WrongPin(triesLeft(record), record.until, false);
  const counted = tried(record, now);
  await save(counted);
  try {
    const key = await usable(await unwrap(record.pin, pin));
    await save({ ...record, tries: 0, until: 0 });
    return key;
  } catch (error) {
    if (error.name !== "OperationError") throw error;
    const last = counted.tries >= TRIES ? { ...counted, pin: null } : counted;
    await save(last);
    throw new WrongPin(triesLeft(last), last.until);
  }
}

/** Whether the pause still runs. A clock that was set back must not make it longer than it is. */
const mustWait = ({ until }, now) => now < until && until - now <= Math.max(...WAITS) * 60_000;

function tried(record, now) {
  const tries = record.tries + 1;
  const wait = tries > FREE_TRIES ? WAITS[Math.min(tries - FREE_TRIES - 1, WAITS.length - 1)] : 0;
  return { ...record, tries, until: wait ? now + wait * 60_000 : 0 };
}

export const triesLeft = (record) => (record.pin ? Math.max(0, TRIES - record.tries) : 0);

/** Opens with the recovery code and sets a new PIN: {record, key}. */
export async function recover(record, code, pin) {
  let raw;
  try {
    raw = await unwrap(record.recovery, tidyCode(code));
  } catch (error) {
    if (error.name !== "OperationError") throw error;
    throw new WrongPin(0, 0);
  }
  return { record: { ...record, pin: await wrap(raw, pin), tries: 0, until: 0 }, key: await usable(raw) };
}

/** {iv, data} of any JSON value or bytes. */
export async function seal(key, value) {
  const iv = random(12);
  const bytes = value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? value : toBytes(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

export const unsealBytes = (key, box) => crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, key, box.data);
export const unseal = async (key, box) => JSON.parse(new TextDecoder().decode(await unsealBytes(key, box)));
