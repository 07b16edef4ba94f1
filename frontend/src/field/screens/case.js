// One case: what there is to do, how far it is; the frozen dossier; the clock panel.
import { giveBack, renew, view, waitingOf } from "../checkouts.js";
import { h, icon } from "../dom.js";
import { wordsOf } from "../forms.js";
import { asked, progress } from "../rules.js";
import { amount, day, moment, t } from "../words.js";
import { evidenceOf } from "../uploads.js";
import { homeScreen, isExpired, pill, statePill } from "./home.js";

export async function caseScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const files = await evidenceOf(app.db, id);
  const { enterprise } = seen.case;
  return {
    title: seen.case.code,
    back: "#/",
    node: h("div", { class: "ef-stack" },
      h("section", { class: "ef-identity" }, h("h2", {}, enterprise.name), h("p", { class: "ef-quiet" }, seen.case.place || enterprise.address), h("p", { class: "ef-pills" }, statePill(app, seen.row, seen), deadline(app, seen))),
      warnings(app, seen),
      h("ul", { class: "ef-tasks" }, tasks(app, seen, files)),
      h("ul", { class: "ef-tasks" }, reading(seen)),
      await leavingPart(app, seen)),
  };
}

const task = (href, name, words, note, kind = "") =>
  h("li", {}, h("a", { class: "ef-task", href }, icon(name), h("span", { class: "ef-task-words" }, words), h("span", { class: `ef-task-note ${kind && `ec-${kind} ef-pill`}` }, note ?? ""), icon("chevron-right")));

function tasks(app, seen, files) {
  const base = `#/case/${seen.id}`;
  const done = progress(asked(seen.blueprint, seen.answers, app.today), seen.answers, app.today);
  const found = seen.findings.filter((row) => row.state !== "DROPPED").length;
  return [
    task(`${base}/checklist`, "list-check", t("Checklist"), `${done.answered}/${done.total}`),
    task(`${base}/findings`, "exclamation-triangle", t("Findings"), String(found)),
    task(`${base}/evidence`, "camera", t("Photos and sound"), String(files + seen.live.files.length)),
    task(`${base}/interviews`, "people", t("Interviews"), String(seen.interviews.length)),
    task(`${base}/headcount`, "person", t("Headcount at the check"), seen.headcount ? String(seen.headcount.total) : "–"),
    task(`${base}/visit`, "geo-alt", t("Visit and outcome"), String(seen.visits.length)),
    task(`${base}/scan`, "qr-code", t("Scan a worker’s card"), ""),
    task(`${base}/sign`, "pencil", t("Signatures"), String(seen.signatures.length)),
    task(`${base}/finish`, "send", t("Finish the visit"), seen.isFrozen ? t("Done") : "", seen.isFrozen ? "success" : ""),
  ];
}

function reading(seen) {
  const base = `#/case/${seen.id}`;
  return [
    task(`${base}/dossier`, "folder2-open", t("Dossier"), day(seen.dossier.made_at)),
    task(`${base}/clock`, "clock", t("Deadlines"), String(seen.live.clock.length)),
    task(`${base}/minutes`, "file-earmark-text", t("Draft minutes"), seen.live.minutes ? "" : t("none yet")),
  ];
}

function deadline(app, seen) {
  const next = seen.live.clock.filter((row) => row.state === "running" && row.due_on).sort((a, b) => a.due_on.localeCompare(b.due_on))[0];
  if (!next) return "";
  const left = Math.round((Date.parse(next.due_on) - Date.parse(app.today)) / 86_400_000);
  const words = left < 0 ? t("{n} days late", { n: -left }) : t("{n} days left", { n: left });
  return pill(left < 0 ? "danger" : left < 4 ? "warning" : "neutral", `${next.label}: ${day(next.due_on)} · ${words}`);
}

function warnings(app, seen) {
  const rows = [];
  if (seen.row.onTeam === false) rows.push(t("You are no longer on the team of this case. What you wrote here is kept and can be handed to your supervisor from the outbox."));
  if (seen.row.mayWork === false && seen.row.reason && !seen.isFrozen) rows.push(seen.row.reason);
  if (seen.live.frozen) rows.push(t("The minutes of this case were signed. This copy is read only; a change is a new revision made at the office."));
  if (isExpired(app, seen.row)) rows.push(t("The check-out has expired. Nothing is lost; extend it while you are online."));
  return rows.map((words) => h("div", { class: "ef-notice ec-warning" }, h("p", {}, words)));
}

async function leavingPart(app, seen) {
  const fault = h("p", { class: "ef-fault", role: "alert", hidden: true });
  const act = (work) => async (event) => {
    event.target.disabled = true;
    try {
      app.demandWriter();
      await app.meet();
      await work();
    } catch (error) {
      fault.textContent = wordsOf(app, error);
      fault.hidden = false;
      event.target.disabled = false;
    }
  };
  const waiting = await waitingOf(app, seen.id);
  const back = act(async () => {
    await giveBack(app, seen.id);
    location.hash = "#/";
  });
  return h("section", { class: "ef-section" },
    h("p", { class: "ef-hint" }, t("Checked out {when}; last news from the server {news}.", { when: moment(seen.row.frozen.checkout.taken_at), news: moment(seen.row.fetchedAt) })),
    fault,
    h("div", { class: "ef-actions" },
      seen.isFrozen ? "" : h("button", { class: "ef-button", onclick: act(() => renew(app, seen.id)) }, t("Extend the check-out")),
      h("button", { class: "ef-button", disabled: waiting > 0, onclick: back }, t("Give the case back"))),
    waiting ? h("p", { class: "ef-hint" }, t("Of this case not sent yet: {n}", { n: waiting })) : "");
}

// --- To read ------------------------------------------------------------------------------------
export async function dossierScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const section = (part) => h("details", { class: "ef-sheet" }, h("summary", {}, part.title), h("ul", { class: "ef-lines" }, part.lines.map((line) => h("li", {}, line))));
  const team = h("details", { class: "ef-sheet" }, h("summary", {}, t("Team")), h("ul", {}, seen.case.team.map((m) => h("li", {}, m.name, " – ", m.role_words, m.task ? `: ${m.task}` : ""))));
  return {
    title: t("Dossier"),
    back: `#/case/${id}`,
    node: h("div", { class: "ef-stack" }, h("p", { class: "ef-hint" }, t("As it stood at check-out, {when}.", { when: moment(seen.dossier.made_at) })), facts(seen.case), team, seen.dossier.sections.map(section)),
  };
}

function facts(about) {
  const { enterprise, decision } = about;
  const rows = [
    [t("Enterprise"), enterprise.name],
    [t("Tax code"), enterprise.tax_code],
    [t("Address"), enterprise.address],
    [t("Representative"), [enterprise.representative, enterprise.representative_title].filter(Boolean).join(", ")],
    [t("Telephone"), enterprise.phone],
    [t("Sector"), enterprise.sector],
    [t("Workers in all"), enterprise.workers === null ? "" : amount(enterprise.workers)],
    [t("Decision"), decision?.number ? `${decision.number}, ${day(decision.on)}` : ""],
    [t("Kind"), about.kind_words],
    [t("Scope"), about.scope],
    [t("Period examined"), about.period_from ? `${day(about.period_from)} – ${day(about.period_to)}` : ""],
    [t("Place"), about.place],
    [t("Last day"), day(about.ends_on)],
  ];
  return h("dl", { class: "ef-list ef-sheet" }, rows.map(([label, value]) => [h("dt", {}, label), h("dd", {}, value || "–")]));
}

export async function clockScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const row = (clock) =>
    h("li", { class: "ef-sheet" }, h("strong", {}, clock.label), h("p", { class: "ef-big" }, day(clock.due_on)), h("p", { class: "ef-quiet" }, clock.basis), clock.note ? h("p", {}, clock.note) : "", clock.state === "paused" ? pill("waiting", t("Paused")) : "");
  const rows = seen.live.clock;
  return { title: t("Deadlines"), back: `#/case/${id}`, node: rows.length ? h("ul", { class: "ef-cards" }, rows.map(row)) : h("p", { class: "ef-empty" }, t("No deadline is running.")) };
}
