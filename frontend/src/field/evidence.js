// Photos, sound and signature images: made small on the device, sealed, put into the outbox.
import { tell } from "./bus.js";
import { newId, sha256 } from "./bytes.js";
import { StorageFull } from "./db.js";
import { room } from "./install.js";
import { place } from "./place.js";
import { keepFile } from "./uploads.js";

const EDGE = 2048; // px: a page of a ledger stays readable
const THUMB = 240;
const QUALITY = 0.82;

export class NotAPhoto extends Error {}

async function drawn(bitmap, edge, quality) {
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
  canvas.width = canvas.height = 0; // gives the memory back at once; 200 photos follow each other
  return blob;
}

async function smaller(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new NotAPhoto();
  }
  const [photo, thumb] = [await drawn(bitmap, EDGE, QUALITY), await drawn(bitmap, THUMB, 0.6)];
  bitmap.close();
  return { photo, thumb };
}

const dataUrl = (blob) =>
  new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(blob);
  });

/** Keeps one photo; its id. The hash of the original stays with it. */
export async function keepPhoto(app, { checkout, file, question = null, where }) {
  app.demandWriter();
  const original = await sha256(await file.arrayBuffer());
  const { photo, thumb } = await smaller(file);
  return keep(app, { checkout, blob: photo, kind: "photo", name: nameOf(file), original, question, thumb: await dataUrl(thumb), where });
}

const nameOf = (file) => `${(file.name || "photo").replace(/\.[^.]*$/, "").slice(0, 60)}.jpg`;

/** Keeps any piece of evidence with its hash, time and place. */
export async function keep(app, { checkout, blob, kind, name, original, question = null, thumb = null, where, caption = "", seconds = null }) {
  if (kind !== "signature" && (await room()).isShort) throw new StorageFull();
  const bytes = await blob.arrayBuffer();
  const hash = await sha256(bytes);
  const spot = where === undefined ? await place() : where;
  const file = {
    id: newId(), seq: await app.db.nextNumber(), checkout, kind, state: "ready", name, mime: blob.type.split(";")[0],
    size: bytes.byteLength, sha256: hash, original_sha256: original ?? hash, taken_at: new Date().toISOString(),
    clock_offset_ms: app.offset, lat: spot?.lat ?? null, lon: spot?.lon ?? null, accuracy: spot?.accuracy ?? null,
    question, caption, thumb, seconds,
  };
  await keepFile(app.store, file, bytes);
  tell("evidence", file);
  return file.id;
}
