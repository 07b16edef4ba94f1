// The catalogue of violations as it lies on this device, and searching it.
import { catalogue } from "./checkouts.js";
import { Finder } from "./finder.js";
import { currentLanguage } from "./words.js";

let index = null;

/** Rows {code, name_vi, name_en, words, place, basis, severity, fine_vi, fine_en, needs}. */
export async function violations(app) {
  const kept = await catalogue(app);
  if (!kept) return [];
  if (index?.etag !== kept.etag) {
    const { columns, rows: lines, sayings } = kept.body;
    const rows = lines.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
    index = { etag: kept.etag, rows, sayings, byCode: new Map(rows.map((row) => [row.code, row])) };
  }
  return index.rows;
}

export async function violation(app, code) {
  await violations(app);
  return index?.byCode.get(code) ?? null;
}

/** Names of violations by code in the language of the page. */
export async function titles(app) {
  const other = currentLanguage() === "vi" ? "en" : "vi";
  return new Map((await violations(app)).map((row) => [row.code, row[`name_${currentLanguage()}`] || row[`name_${other}`]]));
}

/** Rows for what was typed, the best first, as the search of the server gives them. */
export function find(query) {
  if (!index) return [];
  index.finder ??= new Finder(index.rows, index.sayings);
  return index.finder.find(query);
}
