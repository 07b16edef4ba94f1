// The cases on this device, and those that can be taken along.
import { bundles, checkOut, waitingOf } from "../checkouts.js";
import { fill, h, icon } from "../dom.js";
import { wordsOf } from "../forms.js";
import { asked, progress } from "../rules.js";
import { view } from "../checkouts.js";
import { day, t } from "../words.js";
import { updateNotice } from "./update-button.js";

export async function homeScreen(app) {
  const here = await bundles(app);
  const cards = await Promise.all(here.map((row) => card(app, row)));
  const more = h("section", { class: "ef-section" });
  available(app, new Set(here.map((row) => row.frozen.case.id)), more);
  const empty = h("p", { class: "ef-empty" }, t("No case is on this device yet. Take along the cases you will check today while you are online."));
  return {
    title: t("My field work"),
    node: h("div", { class: "ef-stack" }, await updateNotice(app), cards.length ? h("ul", { class: "ef-cards" }, cards) : empty, more),
  };
}

async function card(app, row) {
  const { case: about } = row.frozen;
  const seen = await view(app, row.id);
  const done = progress(asked(seen.blueprint, seen.answers, app.today), seen.answers, app.today);
  const waiting = await waitingOf(app, row.id);
  return h("li", {}, h("a", { class: "ef-card", href: `#/case/${row.id}` },
    h("span", { class: "ef-card-title" }, about.enterprise.name),
    h("span", { class: "ef-quiet" }, about.code, " · ", about.place || about.enterprise.address || ""),
    h("span", { class: "ef-card-line" }, h("progress", { max: done.total || 1, value: done.answered, "aria-label": t("Checklist") }), h("span", { class: "ef-num" }, `${done.answered}/${done.total}`)),
    h("span", { class: "ef-pills" }, statePill(app, row, seen), waiting ? pill("waiting", t("{n} waiting", { n: waiting })) : "")));
}

export const pill = (kind, words) => h("span", { class: `ef-pill ec-${kind}` }, words);

export function statePill(app, row, seen) {
  if (seen.isFrozen) return pill("neutral", t("Finished, read only"));
  if (row.onTeam === false) return pill("danger", t("You are no longer on the team"));
  if (isExpired(app, row)) return pill("warning", t("Check-out expired"));
  return pill("progress", t("On this device until {day}", { day: day(row.expires) }));
}

export const isExpired = (app, row) => Boolean(row.expires) && Date.parse(row.expires) < Date.now() - (app.offset ?? 0);

// --- From the server ----------------------------------------------------------------------------
async function available(app, here, box) {
  if (!app.isWriter) return;
  const title = h("h2", {}, t("Take along"));
  const draw = (cases) => {
    const others = cases.filter((row) => !here.has(row.id));
    const list = (mayBe) => others.filter((row) => row.may_check_out === mayBe).map((row) => offer(app, row));
    const [now, later] = [list(true), list(false)];
    fill(box, title, now.length ? h("ul", { class: "ef-cards" }, now) : h("p", { class: "ef-quiet" }, t("No other case of yours can be taken along now.")),
      later.length ? h("details", {}, h("summary", {}, t("Not yet to be taken along ({n})", { n: later.length })), h("ul", { class: "ef-cards" }, later)) : "");
  };
  // Another drawing of the screen may learn the list first: compare with what stands in this box.
  const drawn = app.offers && JSON.stringify(app.offers);
  if (app.offers) draw(app.offers);
  else fill(box, title, h("p", { class: "ef-quiet" }, t("Looking…")));
  try {
    await app.meet();
    const { cases } = await app.api.get("cases");
    if (JSON.stringify(cases) !== drawn) draw(cases);
    app.offers = cases;
  } catch (error) {
    const away = error.kind === "Away" || error.kind === "SignedOut";
    fill(box, title, h("p", { class: "ef-quiet" }, away ? t("The list of your cases needs the network and your sign-in.") : error.phase ? "" : wordsOf(app, error)));
  }
}

function offer(app, row) {
  const fault = h("p", { class: "ef-fault", role: "alert", hidden: true });
  const others = (row.checked_out ?? []).map((out) => h("p", { class: "ef-hint" }, icon("phone"), t("Also on {label} of {who}", { label: out.label, who: out.who })));
  const button = h("button", { class: "ef-button ef-primary", "aria-label": `${t("Take along")} ${row.code}`, onclick: take }, icon("download"), t("Take along"));
  async function take() {
    button.disabled = true;
    fault.hidden = true;
    try {
      app.demandWriter();
      location.hash = `#/case/${await checkOut(app, row.id)}`;
    } catch (error) {
      fault.textContent = wordsOf(app, error);
      fault.hidden = false;
      button.disabled = false;
    }
  }
  return h("li", { class: "ef-card" },
    h("span", { class: "ef-card-title" }, row.enterprise),
    h("span", { class: "ef-quiet" }, row.code, row.address ? ` · ${row.address}` : ""),
    row.planned_on ? h("span", { class: "ef-quiet" }, t("Planned for {day}", { day: day(row.planned_on) })) : "",
    others, fault, row.may_check_out ? h("div", { class: "ef-actions" }, button) : h("p", { class: "ef-hint" }, row.reason));
}
