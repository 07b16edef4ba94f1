// The shell: who is here, which screen, what the header says. Screens are in screens/.
import { Api } from "./api.js";
import { App } from "./app.js";
import { listen } from "./bus.js";
import { fill, h, icon } from "./dom.js";
import { counts } from "./outbox.js";
import { people } from "./people.js";
import { entrance } from "./screens/entrance.js";
import { phaseWords } from "./screens/outbox.js";
import { ROUTES } from "./screens/routes.js";
import { applyUpdate, formIsOpen, lookForUpdate, watchUpdates } from "./update.js";
import { setLanguage, t } from "./words.js";

const LANGUAGE = "ecms-field-language";
const root = document.querySelector("#field");
let app = null;
let shown = null; // the screen now shown
let parts = null;

function chooseLanguage(code) {
  localStorage.setItem(LANGUAGE, code);
  document.cookie = `django_language=${code}; path=/; max-age=31536000; SameSite=Lax`;
  setLanguage(code);
  if (app?.store?.key) frame().then(route);
  else begin();
}

/** The session of the server where it answers; null without network or when signed out. */
async function session() {
  try {
    return await new Api("").session();
  } catch {
    return null;
  }
}

async function begin(message = "") {
  await formIsOpen(false); // whatever stood there is saved and closed
  await applyUpdate();
  const known = await session();
  parts = null;
  fill(root, await entrance({ session: known, known: people(), message, opened, chooseLanguage }));
  root.querySelector("h1")?.focus();
}

/** The vault of a person is open. */
async function opened(person) {
  app = person instanceof App ? person : null;
  await frame();
  if (!location.hash.startsWith("#/")) location.replace("#/");
  await route();
}

// --- Frame ------------------------------------------------------------------------------------
const TABS = [
  ["#/", "clipboard-check", "Cases"],
  ["#/outbox", "send", "Outbox"],
  ["#/device", "phone", "Device"],
];

async function frame() {
  const title = h("h1", { class: "ef-title", tabindex: "-1" });
  const back = h("a", { class: "ef-back", hidden: true }, icon("arrow-left", t("Back")));
  const pill = h("a", { class: "ef-pill", href: "#/outbox", role: "status" });
  const notice = h("div", { class: "ef-notices" });
  const main = h("main", { class: "ef-main", id: "main" });
  const tabs = TABS.map(([href, name, words]) => h("a", { class: "ef-tab", href }, icon(name), h("span", {}, t(words))));
  const nav = h("nav", { class: "ef-tabs", "aria-label": t("Main parts") }, tabs);
  parts = { title, back, pill, notice, main, tabs };
  fill(root, h("header", { class: "ef-header" }, back, title, pill), notice, main, nav);
  await status();
}

async function status() {
  if (!parts || !app?.store?.key) return;
  const all = await counts(app.db);
  const { phase, done, total } = app.sync.state;
  const waiting = all.draft + all.ready + all.sending;
  const trouble = all.conflict + all.rejected;
  const [kind, words] = pillOf(phase, done, total, waiting, trouble);
  parts.pill.className = `ef-pill ec-${kind}`;
  fill(parts.pill, h("span", {}, words));
  notices();
}

function pillOf(phase, done, total, waiting, trouble) {
  if (trouble) return ["danger", t("{n} to decide", { n: trouble })];
  if (phase === "running" && waiting) return ["progress", total ? t("Sending {done}/{total}", { done, total }) : t("Sending…")];
  if (phase === "other-person" || phase === "signed-out") return ["warning", waiting ? t("{n} waiting", { n: waiting }) : t("Not signed in")];
  if (waiting) return ["waiting", t("{n} waiting", { n: waiting })];
  if (phase === "away") return ["neutral", t("Offline")];
  return ["success", t("All sent")];
}

function notices() {
  const rows = [];
  if (!app.isWriter) rows.push(["warning", t("ECMS is open in another tab of this device. This one only shows."), null]);
  const { phase, message } = app.sync.state;
  if (phase === "signed-out") rows.push(["warning", t("You are signed out. Go on working; sign in again to send."), ["/accounts/login/?next=/field/", t("Sign in")]]);
  if (phase === "other-person") rows.push(["warning", t("Another person is signed in on this browser. What you write stays here until you sign in yourself."), ["/accounts/login/?next=/field/", t("Sign in")]]);
  if (phase === "full") rows.push(["warning", phaseWords(app.sync.state), null]);
  if (phase === "refused" && message) rows.push(["danger", message, null]);
  if (app.revoked) rows.push(["danger", t("This device was revoked. It sends what it can, then removes its data."), null]);
  const drawn = rows.map(([kind, words, link]) => h("div", { class: `ef-notice ec-${kind}` }, h("p", {}, words), link ? h("a", { href: link[0], class: "ef-link" }, link[1]) : ""));
  if (parts.notice.textContent !== drawn.map((node) => node.textContent).join("")) fill(parts.notice, drawn);
}

// --- Screens ------------------------------------------------------------------------------------
let turn = 0;

async function route() {
  if (!app?.store?.key || !parts) return;
  const mine = ++turn;
  await shown?.leave?.();
  const path = location.hash.replace(/^#\/?/, "");
  const [draw, params] = find(path);
  if (!app.isWriter) app.fresh.clear();
  let screen;
  try {
    screen = await draw(app, ...params);
  } catch (error) {
    app.report("screen", error);
    screen = { title: t("Something went wrong"), node: h("p", {}, t("This screen could not be shown. What you saved is kept. Go back, or reload the page.")), back: "#/" };
  }
  if (mine !== turn || !app?.store?.key) return;
  show(screen, path);
}

function find(path) {
  for (const [pattern, draw] of ROUTES) {
    const match = pattern.exec(path);
    if (match) return [draw, match.slice(1).map((part) => part && decodeURIComponent(part))];
  }
  return [ROUTES[0][1], []];
}

function show(screen, path) {
  shown = screen;
  parts.main.dataset.path = path;
  formIsOpen(Boolean(screen.isForm) && app.isWriter);
  parts.title.textContent = screen.title;
  document.title = `${screen.title} – ECMS`;
  parts.back.hidden = !screen.back;
  if (screen.back) parts.back.href = screen.back;
  fill(parts.main, app.isWriter ? screen.node : h("fieldset", { class: "ef-bare", disabled: true }, screen.node));
  const first = path.split("/")[0];
  parts.tabs.forEach((tab) => {
    const own = tab.getAttribute("href").replace(/^#\/?/, "");
    const here = own === first || (own === "" && ["", "case", "scan"].includes(first));
    if (here) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  });
  scrollTo(0, 0);
  parts.title.focus({ preventScroll: true });
}

/** Draws the screen again with what is stored, where nobody is typing. */
function again() {
  if (shown && !shown.isForm && parts) route();
}

let soon = 0;
// The counts are read when the hand rests: they must not stand in the way of the next answer.
const statusSoon = () => {
  soon ||= setTimeout(() => {
    soon = 0;
    status().catch(() => {});
  }, 250);
};

addEventListener("hashchange", route);
listen("outbox", statusSoon);
listen("sync", (state) => {
  statusSoon();
  if (state.phase !== "running") again();
});
listen("cases", again);
listen("writer", () => {
  if (parts) status().then(route);
});
listen("update", again);
listen("lock", () => begin(t("Locked. Your work is kept.")).then(lookForUpdate));
listen("language", chooseLanguage);
listen("wiped", () => begin(t("This device was revoked by your office. Its data was removed.")));

setLanguage(localStorage.getItem(LANGUAGE) ?? /(?:^|; )django_language=(\w+)/.exec(document.cookie)?.[1] ?? "vi");
watchUpdates();
begin();
