// htmx: the CSRF token, focus and announcement after a swap, and plain words when it fails.
import { announce } from "./live.js";

const BY_HAND = new Set(["click", "submit", "keydown"]);
const words = (name) => document.body.dataset[name] ?? "";

function takeFocus(target) {
  const heading = target.querySelector("[data-focus], h1, h2, h3");
  if (heading) {
    if (!heading.matches("a, button, input, select, textarea, [tabindex]")) {
      heading.tabIndex = -1;
    }
    heading.focus();
  } else if (!document.activeElement || document.activeElement === document.body) {
    target.tabIndex = -1;
    target.focus();
  }
}

function settled(event) {
  const { target, requestConfig } = event.detail;
  if (!target?.isConnected) return;
  const note = target.querySelector("[data-announce]");
  if (note) announce(note.textContent.trim());
  // Only what a person did moves the focus; polling, lazy panels and typing do not.
  const cause = requestConfig?.triggeringEvent?.type;
  const typing = document.activeElement?.matches("input, textarea, select");
  const summary = target.querySelector("[data-focus-on-load]");
  if (summary) summary.focus();
  else if (BY_HAND.has(cause) && !(typing && cause === "keydown")) takeFocus(target);
}

export function htmxHooks(prepare) {
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector('meta[name="csrf-token"]')?.content;
    if (token) event.detail.headers["X-CSRFToken"] = token;
  });
  document.addEventListener("htmx:load", (event) => {
    if (event.detail.elt !== document.body) prepare(event.detail.elt);
  });
  document.addEventListener("htmx:afterSettle", settled);
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => failure(words("offlineWords")));
  }
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 403 || status === 401) failure(words("deniedWords"));
    else failure(words("failedWords"));
  });
}

function failure(text) {
  const box = document.getElementById("page-failure");
  if (!box || !text) return;
  box.querySelector("[data-failure-text]").textContent = text;
  box.hidden = false;
  announce(text);
}
