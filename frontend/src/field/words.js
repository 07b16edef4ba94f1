// Words of the page in the language of the person; kept on the device, so they change offline too.
import { VI } from "./words_vi.js";

let language = "vi";

export const currentLanguage = () => language;

export function setLanguage(code) {
  language = code === "en" ? "en" : "vi";
  document.documentElement.lang = language;
}

export function t(text, values = {}) {
  const words = language === "vi" ? (VI[text] ?? text) : text;
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The text of a row in the language of the page: pick(question, "text") reads text_vi or text_en. */
export function pick(row, name) {
  if (!row) return "";
  const [first, second] = language === "vi" ? ["vi", "en"] : ["en", "vi"];
  const plain = row[name]; // as in the files of the law: in English
  return row[`${name}_${first}`] || (first === "en" && plain) || row[`${name}_${second}`] || plain || "";
}

export const amount = (value) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ".");

export function day(value) {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(value ?? "");
  return match ? `${match[3]}/${match[2]}/${match[1]}` : "";
}

// Legal time is that of Viet Nam, wherever the device believes to be.
const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric",
  hour: "2-digit", minute: "2-digit",
});

export const moment = (value) => (value ? clock.format(new Date(value)).replace(",", "") : "");

export function size(bytes) {
  if (bytes < 1024 ** 2) return `${Math.max(1, Math.round(bytes / 1024))} kB`;
  const [unit, of] = bytes < 1024 ** 3 ? ["MB", 1024 ** 2] : ["GB", 1024 ** 3];
  return `${(bytes / of).toFixed(1).replace(".", language === "vi" ? "," : ".")} ${unit}`;
}

const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }); // making one is slow

/** Today in Viet Nam as YYYY-MM-DD, by the clock of the server as far as it is known. */
export const today = (offset = 0) => calendar.format(new Date(Date.now() + offset));
