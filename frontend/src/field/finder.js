// Finding an act of the catalogue by what a person says: the search of the server
// (law/rules/search.py, where the reasons stand), on the device. A test holds the two together.
const ENOUGH = 0.5;
const NEAR_BEST = 0.55;
const PREFIX = 0.9;
const SLIP = 0.55;
const SLIP_FROM = 5;
const IN_ORDER = 0.25;
const MEANT = 0.6;
const WORDS_MOST = 12;
const PLACES = 9;
const CODE = /^([a-z]{2})[\s-]?(\d[0-9a-z])$/;
const ARTICLE = /\b(?:dieu|d|art|article)\.? ?(\d{1,3})\b/;
const CLAUSE = /\b(?:khoan|k|clause)\.? ?(\d{1,2})\b/;
const POINT = /\b(?:diem|point) ([a-z])\b/;
const DOTTED = /^(\d{1,3})\.(\d{1,2})(?:\.? ?([a-z]))?$/;
const SHORT = /^d\.? ?(?<article>\d{1,3})(?:[., ]*k\.? ?(?<clause>\d{1,2})(?:[., ]*(?:diem |d\.? ?(?=[a-z]$))?(?<point>[a-z]))?)?$/;
const SHORT_FROM_POINT = /^(?:(?:diem |d\.? ?(?=[a-z]))?(?<point>[a-z])[., ]*)?k\.? ?(?<clause>\d{1,2})[., ]*d\.? ?(?<article>\d{1,3})$/;

/** Lower case, no accents, single spaces. */
export const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}|[\u200b-\u200d\u2060\ufeff\u00ad]/gu, "").replace(/[đĐðÐ]/g, "d").toLowerCase().replace(/\s+/gu, " ").trim();

const tokensOf = (text) => text.match(/[0-9a-z]+/g) ?? [];
const byPlace = (a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1] || compare(a.place[2], b.place[2]) || compare(a.code, b.code);
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** [article, clause (0: any), point ("": any)] that a folded query names, else null. */
function placeOf(said) {
  const short = (SHORT.exec(said) ?? SHORT_FROM_POINT.exec(said))?.groups;
  if (short) return [Number(short.article), Number(short.clause ?? 0), short.point ?? ""];
  const dotted = DOTTED.exec(said);
  if (dotted) return [Number(dotted[1]), Number(dotted[2]), dotted[3] ?? ""];
  const article = ARTICLE.exec(said);
  return article && [Number(article[1]), Number(CLAUSE.exec(said)?.[1] ?? 0), POINT.exec(said)?.[1] ?? ""];
}

/** The beginning of a word; one letter too many, too few or wrong; an English plural. */
function alike(token, known) {
  if (token === known || known === `${token}s` || token === `${known}s`) return 1;
  if (token.length > 1 && known.startsWith(token)) return PREFIX;
  return token.length >= SLIP_FROM && Math.abs(token.length - known.length) <= 1 && oneSlip(token, known) ? SLIP : 0;
}

function oneSlip(one, other) {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(at + (short.length === long.length ? 1 : 0)) === long.slice(at + 1);
}

export class Finder {
  /** Rows {code, words, place}; sayings [said, [written, …], [code, …]]; all folded. */
  constructor(rows, sayings = []) {
    this.entries = rows.map((row) => ({ row, code: row.code, place: row.place, words: row.words, tokens: [...new Set(tokensOf(row.words))] }));
    this.sayings = [...sayings].sort((a, b) => b[0].length - a[0].length);
    this.among = new Map();
    for (const entry of this.entries) for (const token of entry.tokens) this.among.set(token, (this.among.get(token) ?? 0) + 1);
    this.near = new Map(); // by word of a query: the words of the catalogue that are like it
  }

  /** The rows that fit a query, the best first; nothing for nothing. */
  find(query, most = 20) {
    const said = folded(query);
    const code = CODE.exec(said);
    const exact = code ? this.entries.filter((entry) => entry.code === `${code[1]}-${code[2]}`.toUpperCase()) : [];
    const place = exact.length ? null : placeOf(said);
    const found = exact.length ? exact : place ? this.#at(place) : this.#scored(said);
    return found.slice(0, most).map((entry) => entry.row);
  }

  #at([article, clause, point]) {
    const fits = ({ place }) => place[0] === article && [0, place[1]].includes(clause) && ["", place[2]].includes(point);
    return this.entries.filter(fits).sort(byPlace);
  }

  #scored(said) {
    const best = new Map();
    for (const [words, meant] of this.#ways(said)) {
      const tokens = tokensOf(words).slice(0, WORDS_MOST);
      const weights = new Map(tokens.map((token) => [token, this.#weight(token)]));
      const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
      if (!whole) continue;
      for (const entry of this.entries) {
        const score = Number(this.#score(entry, tokens, weights, whole, meant).toFixed(PLACES));
        if (score >= ENOUGH) best.set(entry, Math.max(best.get(entry) ?? 0, score));
      }
    }
    const least = NEAR_BEST * Math.max(0, ...best.values());
    return [...best.keys()].filter((entry) => best.get(entry) >= least).sort((a, b) => best.get(b) - best.get(a) || byPlace(a, b));
  }

  #score(entry, tokens, weights, whole, meant) {
    let sum = 0;
    for (const [token, weight] of weights) sum += weight * this.#likeness(token, entry);
    const score = sum / whole + IN_ORDER * inOrder(tokens, entry.words);
    const place = meant.indexOf(entry.code);
    return place < 0 ? score : Math.max(score, ENOUGH) + MEANT - 0.01 * place;
  }

  /** [[words, codes that are meant], …]: as said, and as the catalogue would write it. */
  #ways(said) {
    const heard = [];
    let left = ` ${said} `;
    for (const saying of this.sayings) {
      if (!left.includes(` ${saying[0]} `)) continue;
      heard.push(saying);
      left = left.replaceAll(` ${saying[0]} `, "  ");
    }
    const isWhole = heard.length > 0 && heard.every(([words]) => words === said);
    const meant = heard.flatMap(([, , codes]) => codes);
    const ways = [said];
    for (const [words, written] of heard) {
      for (const other of written) ways.push(...ways.slice(0, 8).map((way) => way.replaceAll(words, other)));
    }
    return [...new Set(ways)].map((way) => [way, isWhole || way === said ? meant : []]);
  }

  #weight(token) {
    let among = this.among.get(token) ?? 0;
    if (!among) for (const known of this.#like(token).keys()) among += this.among.get(known);
    return this.entries.length ? Math.log(1 + this.entries.length / (1 + among)) : 0;
  }

  #likeness(token, { tokens }) {
    const like = this.#like(token);
    let most = 0;
    for (const known of tokens) {
      if (known === token) return 1;
      most = Math.max(most, like.get(known) ?? 0);
    }
    return most;
  }

  #like(token) {
    if (!this.near.has(token)) {
      const all = [...this.among.keys()].map((known) => [known, alike(token, known)]);
      this.near.set(token, new Map(all.filter(([, likeness]) => likeness)));
    }
    return this.near.get(token);
  }
}

/** The share of neighbouring words of the query that stand side by side. */
function inOrder(tokens, words) {
  if (tokens.length < 2) return 0;
  const pairs = tokens.slice(1).map((token, index) => `${tokens[index]} ${token}`);
  return pairs.filter((pair) => words.includes(pair)).length / pairs.length;
}
