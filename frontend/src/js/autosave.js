// data-autosave="key" on a long form keeps what was typed in this browser until it is sent, and
// offers it back with a notice. Passwords, files and hidden fields are never kept. The key holds
// the user (body data-user), so that a shared computer does not show one person's draft to another.
import { announce } from "./live.js";

const SKIP = "[type=hidden], [type=password], [type=file], [type=submit], [type=button]";
const MAX_AGE = 7 * 24 * 3600 * 1000;

const keyOf = (form) => `ecms-draft:${document.body.dataset.user ?? ""}:${form.dataset.autosave}`;

function fields(form) {
  return [...form.elements].filter((f) => f.name && f.matches("input, select, textarea") && !f.matches(SKIP));
}

function read(form) {
  return fields(form).map((field) => {
    if (field.matches("[type=radio], [type=checkbox]")) return [field.name, field.value, field.checked];
    if (field.multiple) return [field.name, [...field.selectedOptions].map((o) => o.value), null];
    return [field.name, field.value, null];
  });
}

function write(form, saved) {
  const all = fields(form);
  const seen = new Map();
  for (const [name, value, checked] of saved) {
    const same = all.filter((field) => field.name === name);
    if (checked !== null) {
      const field = same.find((f) => f.value === value);
      if (field) field.checked = checked;
      continue;
    }
    const place = seen.get(name) ?? 0;
    seen.set(name, place + 1);
    const field = same[place];
    if (!field) continue;
    if (Array.isArray(value)) for (const o of field.options) o.selected = value.includes(o.value);
    else field.value = value;
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function load(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key) ?? "null");
    return draft && Date.now() - draft.at < MAX_AGE ? draft : null;
  } catch {
    return null;
  }
}

function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept either
  }
}

function offer(form, key, draft, before) {
  const template = document.getElementById("draft-notice");
  if (!template) return;
  const notice = template.content.firstElementChild.cloneNode(true);
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang);
  notice.querySelector("[data-draft-when]").textContent = when;
  notice.querySelector("[data-draft-discard]").addEventListener("click", () => {
    drop(key);
    write(form, before);
    notice.remove();
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
  form.prepend(notice);
  announce(notice.textContent.replace(/\s+/g, " ").trim());
}

export function autosave(root) {
  if (root === document) {
    settleSent();
    forgetOnSignOut();
  }
  for (const form of root.querySelectorAll("form[data-autosave]:not([data-ready])")) {
    form.dataset.ready = "";
    const key = keyOf(form);
    const before = read(form);
    const draft = load(key);
    // A form that came back with errors already holds what was typed.
    const refused = form.querySelector(".ec-error-summary");
    if (draft && !refused && JSON.stringify(draft.fields) !== JSON.stringify(before)) {
      write(form, draft.fields);
      offer(form, key, draft, before);
    }
    let timer;
    const save = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        try {
          localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: read(form) }));
        } catch {
          // full or switched off: the form works as any other
        }
      }, 400);
    };
    form.addEventListener("input", save);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      // Dropped only when the next page says so: a lost connection must not lose the text.
      sessionStorage.setItem("ecms-draft-sent", key);
    });
  }
}

// After sending: the draft goes when the next page is neither an error page (data-keep-drafts)
// nor the same form with errors.
function settleSent() {
  const sent = sessionStorage.getItem("ecms-draft-sent");
  if (!sent || document.body.matches("[data-keep-drafts]")) return;
  const same = [...document.querySelectorAll("form[data-autosave]")].find((form) => keyOf(form) === sent);
  if (!same || !same.querySelector(".ec-error-summary")) drop(sent);
  sessionStorage.removeItem("ecms-draft-sent");
}

function forgetOnSignOut() {
  for (const form of document.querySelectorAll("form[data-forget-drafts]")) {
    form.addEventListener("submit", () => {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith("ecms-draft:"));
      keys.forEach(drop);
    });
  }
}
