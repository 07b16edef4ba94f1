// A backup file: the sealed rows as they lie here, one JSON line each, with the wrapped key. It
// opens with the PIN it was made under, on any device of the same person.
import { fromBase64, toBase64 } from "./bytes.js";
import { tell } from "./bus.js";
import { openVault, seal, unsealBytes } from "./vault.js";

const FORM = "ecms-field-backup";
const STORES = ["bundles", "drafts", "commands", "files", "blobs"];

export class NotABackup extends Error {}

const packed = ({ sealed, ...row }) => ({
  ...row,
  sealed: sealed && { iv: toBase64(sealed.iv), data: toBase64(sealed.data) },
});
const unpacked = ({ sealed, ...row }) => ({
  ...row,
  sealed: sealed && { iv: fromBase64(sealed.iv), data: fromBase64(sealed.data).buffer },
});

/** A Blob of everything, or of the given rows by store. Read row by row: photos are big. */
export async function makeBackup(app, rows = null) {
  const vault = await app.db.get("meta", "vault");
  const head = { form: FORM, version: 1, user: app.user.id, made: new Date().toISOString(), vault: { ...vault, tries: 0, until: 0 } };
  const parts = [`${JSON.stringify(head)}\n`];
  for (const store of rows ? Object.keys(rows) : STORES) {
    const keys = rows ? rows[store].map((row) => row.id) : await app.db.keys(store);
    for (const key of keys) {
      const row = await app.db.get(store, key);
      if (row) parts.push(`${JSON.stringify({ store, row: packed(row) })}\n`);
    }
  }
  return new Blob(parts, { type: "application/x-ndjson" });
}

/** Puts back what is not here: how many rows. What is here is never overwritten. */
export async function readBackup(app, file, pin) {
  const lines = (await file.text()).split("\n").filter(Boolean);
  const head = headOf(lines[0]);
  if (String(head.user) !== String(app.user.id)) throw new NotABackup(app.t("This backup belongs to another person."));
  const key = await openVault(head.vault, pin, async () => {});
  let count = 0;
  for (const line of lines.slice(1)) {
    const { store, row } = JSON.parse(line);
    if (!STORES.includes(store) || (await app.db.get(store, row.id))) continue;
    const old = unpacked(row);
    await app.db.put(store, { ...old, sealed: old.sealed && (await seal(app.store.key, await unsealBytes(key, old.sealed))) });
    count += 1;
  }
  app.fresh.clear();
  tell("cases");
  return count;
}

function headOf(line) {
  try {
    const head = JSON.parse(line);
    if (head.form === FORM && head.version === 1) return head;
  } catch {
    // told below
  }
  throw new NotABackup();
}
