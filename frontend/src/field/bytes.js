// Bytes, hashes, identifiers.
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const toBytes = (text) => encoder.encode(text);
export const toText = (bytes) => decoder.decode(bytes);
export const random = (length) => crypto.getRandomValues(new Uint8Array(length));
export const newId = () => crypto.randomUUID();

export function toBase64(buffer) {
  const bytes = new Uint8Array(buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(text);
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

export async function sha256(data) {
  const bytes = typeof data === "string" ? toBytes(data) : data;
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function sameBytes(one, other) {
  const a = new Uint8Array(one);
  const b = new Uint8Array(other);
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
