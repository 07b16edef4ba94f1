// Answers of a checklist are not lost when the network fails or the session ends: what was typed
// in a form [data-keep] stays in this browser until the server has taken it, is shown as not
// saved, and is sent again when the connection is back. The server tells a conflict as usual.
import { announce } from "./live.js";

const PREFIX = "ecms-keep:";
const AGAIN = 20_000;
const keyOf = (form) => `${PREFIX}${document.body.dataset.user ?? ""}:${form.dataset.keep}`;
const formOf = (element) => element?.closest?.("form[data-keep]");

function fields(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
}

function keep(form) {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields: fields(form) }));
  } catch {
    // storage is full or switched off: the page works as before
  }
}

function drop(form) {
  try {
    localStorage.removeItem(keyOf(form));
  } catch {
    // nothing was kept
  }
}

function kept(form) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(form)) ?? "null");
  } catch {
    return null;
  }
}

// "Not saved" beside the question, in the words of the page.
function mark(form, words) {
  let note = form.querySelector("[data-unsaved]");
  if (!words) return note?.remove();
  if (!note) {
    note = document.createElement("p");
    note.dataset.unsaved = "";
    note.className = "ec-unsaved";
    form.append(note);
  }
  if (note.textContent !== words) announce(words);
  note.textContent = words;
  form.dataset.unsent = "";
}

function fill(form, saved) {
  for (const box of form.querySelectorAll("input[type=radio], input[type=checkbox]")) box.checked = false;
  for (const [name, value] of saved) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.matches("[type=radio], [type=checkbox]")) field.checked ||= field.value === value;
      else field.value = value;
    }
  }
  for (const block of form.querySelectorAll("details")) block.open ||= [...block.querySelectorAll("textarea")].some((f) => f.value);
}

const wordsOf = (form, name) => form.closest("[data-keep-answers]")?.dataset[name] ?? "";
const sendAgain = () => {
  for (const form of document.querySelectorAll("form[data-keep][data-unsent]")) {
    if (navigator.onLine) form.requestSubmit();
  }
};

export function keepAnswers(root) {
  for (const form of root.querySelectorAll("form[data-keep]:not([data-kept])")) {
    form.dataset.kept = "";
    const saved = kept(form);
    if (!saved) continue;
    fill(form, saved.fields);
    form.dispatchEvent(new Event("ecms:filled"));
    mark(form, wordsOf(form, "unsent"));
  }
  if (root === document) setTimeout(sendAgain, 1000);
}

export function watchAnswers() {
  document.addEventListener("input", (event) => formOf(event.target) && keep(formOf(event.target)));
  document.addEventListener("change", (event) => formOf(event.target) && keep(formOf(event.target)));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = formOf(event.detail.requestConfig?.elt);
    if (!form) return;
    // A page to sign in is no answer to a question.
    const asked = new URL(event.detail.requestConfig.path, window.location.href).pathname;
    const came = new URL(event.detail.xhr.responseURL || asked, window.location.href).pathname;
    if (came === asked) return;
    event.detail.shouldSwap = false;
    mark(form, wordsOf(form, "signedOut"));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = formOf(event.detail.requestConfig?.elt);
    if (!form) return;
    const status = event.detail.xhr?.status ?? 0;
    const path = new URL(event.detail.requestConfig.path, window.location.href).pathname;
    const came = new URL(event.detail.xhr?.responseURL || path, window.location.href).pathname;
    // Refused (422) comes back with what was typed: nothing needs to be kept either.
    const leaves = event.detail.xhr?.getResponseHeader("HX-Redirect");
    if (!leaves && came === path && ((status >= 200 && status < 300) || status === 422)) drop(form);
    else mark(form, wordsOf(form, status === 0 || status >= 500 ? "unsent" : "signedOut"));
  });
  window.addEventListener("online", sendAgain);
  setInterval(sendAgain, AGAIN);
}
