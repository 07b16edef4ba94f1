// Who works on this device. Names only, and a mark in a cookie besides: when the browser threw the
// databases away (eviction), the mark is what tells the person so.
const KEY = "ecms-field-people";

export function people() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return [];
  }
}

export function remember(person) {
  const others = people().filter((known) => known.id !== person.id);
  localStorage.setItem(KEY, JSON.stringify([person, ...others]));
  mark([person, ...others]);
}

export function forget(id) {
  const rest = people().filter((known) => known.id !== id);
  localStorage.setItem(KEY, JSON.stringify(rest));
  mark(rest);
}

function mark(list) {
  const ids = list.map((person) => person.id).join(".");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `ecms_field=${ids}; path=/field/; max-age=${ids ? 34_560_000 : 0}; SameSite=Strict${secure}`;
}

/** Ids of people whose data was here by the cookie. */
export function marked() {
  const match = /(?:^|; )ecms_field=([\w.-]*)/.exec(document.cookie);
  return match && match[1] ? match[1].split(".") : [];
}

/** Ids whose database the browser has thrown away; empty where that cannot be told. */
export async function evicted() {
  const known = new Set([...marked(), ...people().map((person) => String(person.id))]);
  if (!known.size || !indexedDB.databases) return [...marked()].filter((id) => !people().some((p) => String(p.id) === id));
  const present = new Set((await indexedDB.databases()).map((db) => db.name));
  return [...known].filter((id) => !present.has(`ecms-field-${id}`));
}
