// Searching the catalogue of violations in plain words, without accents.
import { catalogue } from "./checkouts.js";
import { currentLanguage } from "./words.js";

export const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

let index = null;

/** Rows {code, name_vi, name_en, folded, basis, severity, fine_vi, fine_en, needs}. */
export async function violations(app) {
  const kept = await catalogue(app);
  if (!kept) return [];
  if (index?.etag !== kept.etag) {
    const { columns, rows: lines } = kept.body;
    const rows = lines.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
    index = { etag: kept.etag, rows, byCode: new Map(rows.map((row) => [row.code, row])) };
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

/** The best rows for what was typed: every word must occur; whole words and the name count more. */
export function find(rows, query, most = 20) {
  const words = folded(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (!words.length) return [];
  const scored = [];
  for (const row of rows) {
    const score = scoreOf(row, words);
    if (score) scored.push([score, row]);
  }
  return scored.sort((a, b) => b[0] - a[0] || a[1].code.localeCompare(b[1].code)).slice(0, most).map(([, row]) => row);
}

function scoreOf(row, words) {
  let score = 0;
  for (const word of words) {
    const at = row.folded.indexOf(word);
    if (at < 0) return 0;
    const isWhole = new RegExp(`(^|[^\\p{L}\\p{N}])${word}($|[^\\p{L}\\p{N}])`, "u").test(row.folded);
    score += (isWhole ? 3 : 1) + (at < 60 ? 1 : 0);
  }
  return row.folded.includes(words.join(" ")) ? score + words.length * 2 : score;
}
