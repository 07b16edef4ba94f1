// Draft findings: from the answers and by hand, with the catalogue searched in plain words.
import { view } from "../checkouts.js";
import { newId } from "../bytes.js";
import { fill, h, icon } from "../dom.js";
import { form, Invalid } from "../forms.js";
import { add } from "../outbox.js";
import { find, titles, violation, violations } from "../search.js";
import { pick, t } from "../words.js";
import { homeScreen, pill } from "./home.js";
import { stateOf } from "./question.js";

const STATES = () => ({ DRAFT: ["waiting", t("Draft")], CONFIRMED: ["success", t("Confirmed")], DROPPED: ["neutral", t("Dropped")] });

export async function findingsScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const names = await titles(app);
  const rows = seen.findings.map((row) => {
    const [kind, words] = STATES()[row.state] ?? ["neutral", row.state];
    return h("li", {}, h("a", { class: "ef-card", href: `#/case/${id}/finding/${row.id}` },
      h("span", { class: "ef-card-title" }, row.code, row.code ? " – " : "", row.title || names.get(row.code) || t("No violation chosen yet")),
      h("span", { class: "ef-clamp" }, row.description),
      h("span", { class: "ef-pills" }, pill(kind, words), row.question ? pill("neutral", row.question) : "", row.missing?.length && row.state !== "DROPPED" ? pill("warning", t("Facts missing")) : "", localPill(row))));
  });
  return {
    title: t("Findings"),
    back: `#/case/${id}`,
    node: h("div", { class: "ef-stack" },
      seen.isFrozen ? "" : h("a", { class: "ef-button ef-primary", href: `#/case/${id}/finding/new` }, icon("plus-lg"), t("Add a finding")),
      h("p", { class: "ef-hint" }, t("A “Not complied with” in the checklist drafts its finding when it has been sent.")),
      rows.length ? h("ul", { class: "ef-cards" }, rows) : h("p", { class: "ef-empty" }, t("No finding yet."))),
  };
}

export const localPill = (row) => {
  if (!row.local || row.local.state === "sent") return "";
  const [kind, , words] = stateOf(row.local);
  return pill(kind, words);
};

// --- One finding ------------------------------------------------------------------------------
const FACTS = ["code", "description", "ongoing", "ended_on", "discovered_on", "workers", "units", "base_amount", "evidence_note"];

export async function findingScreen(app, id, key) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const row = seen.findings.find((finding) => String(finding.id) === key || finding.key === key);
  const first = row ?? { code: "", description: "", ongoing: false, discovered_on: app.today };
  const chosen = h("div", { class: "ef-chosen" });
  const search = await picker(app, first.code, chosen);
  const node = await form(app, {
    checkout: id,
    draft: `finding:${key}`,
    extra: "",
    fields: [
      { name: "code", label: t("Violation code"), value: first.code, max: 10, optional: true },
      { name: "description", kind: "area", rows: 4, max: 5000, label: t("What was found"), value: first.description, required: true },
      { name: "discovered_on", kind: "date", label: t("Found on"), value: first.discovered_on, max: app.today, required: true },
      { name: "ongoing", kind: "checks", wide: true, label: t("Does it go on?"), options: [["yes", t("It still goes on")]], value: first.ongoing ? ["yes"] : [] },
      { name: "ended_on", kind: "date", label: t("Ended on"), value: first.ended_on, optional: true, max: app.today },
      { name: "workers", kind: "number", label: t("Workers concerned"), value: first.workers, optional: true },
      { name: "units", kind: "number", label: t("Units concerned"), value: first.units, optional: true },
      { name: "base_amount", kind: "number", label: t("Amount that the fine is a percentage of (đồng)"), value: first.base_amount, optional: true },
      { name: "evidence_note", kind: "area", label: t("Evidence"), value: first.evidence_note, optional: true },
    ],
    label: t("Save the finding"),
    submit: async (typed) => {
      await save(app, seen, row, facts(typed));
      location.hash = `#/case/${id}/findings`;
    },
  });
  search.follow(node);
  const isOver = seen.isFrozen || row?.state === "DROPPED";
  return {
    title: row ? t("Finding") : t("Add a finding"),
    back: `#/case/${id}/findings`,
    isForm: true,
    leave: () => node.leave?.(),
    node: h("fieldset", { class: "ef-bare ef-stack", disabled: isOver }, search.node, chosen, node, row && !isOver ? await decisions(app, seen, row) : ""),
  };
}

function facts(typed) {
  const ongoing = typed.ongoing.includes("yes");
  if (ongoing && typed.ended_on) throw new Invalid([{ field: "ended_on", words: t("It cannot go on and have ended.") }]);
  return { ...typed, ongoing, code: typed.code.toUpperCase(), ended_on: typed.ended_on || null };
}

async function save(app, seen, row, body) {
  if (body.code && !(await violation(app, body.code))) throw new Invalid([{ field: "code", words: t("This code is not in the catalogue. Search for it above, or leave it empty.") }]);
  const label = t("Finding: {text}", { text: `${body.code} ${body.description}`.trim().slice(0, 80) });
  const common = { checkout: seen.id, label };
  const own = row?.local?.kind === "finding.add" ? row.local : null;
  if (!row || (own && !own.tries)) {
    const target = own?.target ?? `finding:${newId()}`;
    await add(app.store, { ...common, kind: "finding.add", target, body: { question: null, ...body } }, own ? [own] : []);
    return;
  }
  const changed = Object.fromEntries(FACTS.filter((name) => (row[name] ?? null) !== (body[name] ?? null)).map((name) => [name, body[name]]));
  if (!Object.keys(changed).length) return;
  await add(app.store, { ...common, kind: "finding.change", target: `finding:${row.id}`, base: row.version ?? 0, needs: row.key ? [row.key] : [], body: { finding: row.key ?? row.id, ...changed } });
}

async function decisions(app, seen, row) {
  const drop = await form(app, {
    fields: [{ name: "reason", label: t("Why it is dropped"), kind: "area", max: 500, required: true }],
    label: t("Drop the finding"),
    danger: true,
    submit: async ({ reason }) => {
      await add(app.store, { kind: "finding.drop", checkout: seen.id, target: `finding:${row.id}`, base: row.version ?? 0, body: { finding: row.key ?? row.id, reason }, label: t("Drop finding {code}", { code: row.code }), needs: row.key ? [row.key] : [] });
      location.hash = `#/case/${seen.id}/findings`;
    },
  });
  return h("details", { class: "ef-sheet" }, h("summary", {}, t("Drop the finding")), drop);
}

// --- Search -------------------------------------------------------------------------------------
async function picker(app, code, chosen) {
  const rows = await violations(app);
  const input = h("input", { id: "violation-search", type: "search", class: "ef-input", autocomplete: "off", placeholder: t("for example: overtime, no contract, late wages") });
  const hits = h("ul", { class: "ef-hits", "aria-live": "polite" });
  let target = null;
  const show = async (value) => {
    const row = value ? await violation(app, value) : null;
    fill(chosen, row ? h("div", { class: "ef-sheet" }, h("strong", {}, `${row.code} – ${pick(row, "name")}`), h("p", { class: "ef-quiet" }, pick(row, "basis")), h("p", {}, pick(row, "fine"))) : "");
  };
  const choose = (row) => {
    target?.fields.code.write(row.code);
    target?.dispatchEvent(new Event("input"));
    if (!target?.fields.description.read()) target?.fields.description.write(`${row.name_vi}. `);
    fill(hits);
    input.value = "";
    show(row.code);
    target?.fields.description.input.focus();
  };
  input.addEventListener("input", () => {
    const found = find(input.value);
    fill(hits, found.map((row) => h("li", {}, h("button", { type: "button", class: "ef-hit", onclick: () => choose(row) }, h("strong", {}, row.code), " ", pick(row, "name"), h("small", {}, pick(row, "fine"))))), input.value.trim() && !found.length ? h("li", { class: "ef-quiet" }, rows.length ? t("Nothing found. Try other words.") : t("The catalogue is not on this device yet; it comes with the next sync.")) : "");
  });
  await show(code);
  return {
    follow: (node) => {
      target = node;
      node.fields.code.input.addEventListener("change", () => show(node.fields.code.read().toUpperCase()));
    },
    node: h("div", { class: "ef-field" }, h("label", { for: "violation-search" }, t("Search the violations in your own words")), input, hits),
  };
}
