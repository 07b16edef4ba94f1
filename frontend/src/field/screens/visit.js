// The visit, how it ended, and the people counted on that day.
import { view } from "../checkouts.js";
import { h } from "../dom.js";
import { form, Invalid } from "../forms.js";
import { add } from "../outbox.js";
import { day, t } from "../words.js";
import { localPill } from "./findings.js";
import { homeScreen } from "./home.js";

export const OUTCOMES = () => [
  ["DONE", t("Carried out")],
  ["CLOSED", t("Establishment closed")],
  ["REFUSED", t("Access refused")],
  ["NOBODY", t("Nobody competent present")],
];

export async function visitScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const words = Object.fromEntries(OUTCOMES());
  const bounds = seen.blueprint.bounds?.visit ?? {};
  const rows = seen.visits.map((visit) => h("li", { class: "ef-card" }, h("span", { class: "ef-card-title" }, day(visit.visited_on), " – ", words[visit.outcome] ?? visit.outcome), h("span", { class: "ef-quiet" }, visit.met), visit.note ? h("span", {}, visit.note) : "", h("span", { class: "ef-pills" }, localPill(visit))));
  const node = await form(app, {
    checkout: id,
    draft: "visit",
    fields: [
      { name: "visited_on", kind: "date", label: t("Day of the visit"), value: app.today, max: app.today, required: true },
      { name: "outcome", kind: "choice", wide: true, label: t("How it ended"), options: OUTCOMES(), required: t("Choose how the visit ended.") },
      { name: "place", label: t("Place"), value: seen.case.place, max: bounds.place, optional: true },
      { name: "met", label: t("Whom you met"), max: bounds.met, optional: true },
      { name: "workers_present", kind: "number", label: t("Workers present"), optional: true },
      { name: "note", kind: "area", label: t("Note"), max: bounds.note, optional: true },
    ],
    label: t("Save the visit"),
    submit: async (typed) => {
      await add(app.store, { kind: "visit.record", checkout: id, body: typed, label: t("Visit of {day}", { day: day(typed.visited_on) }) });
      location.hash = `#/case/${id}`;
    },
  });
  return {
    title: t("Visit and outcome"),
    back: `#/case/${id}`,
    isForm: true,
    leave: () => node.leave?.(),
    node: h("div", { class: "ef-stack" }, rows.length ? h("ul", { class: "ef-cards" }, rows) : "", h("fieldset", { class: "ef-bare", disabled: seen.isFrozen }, node)),
  };
}

const GROUPS = () => [
  ["women", t("Women")],
  ["minors", t("Under 18")],
  ["elderly", t("Elderly workers")],
  ["disabled", t("Workers with disabilities")],
  ["foreign", t("Foreign workers")],
  ["leased", t("Leased workers")],
  ["union", t("Union members")],
  ["insured", t("With social insurance")],
];

export async function headcountScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const now = seen.headcount ?? { on: app.today };
  const node = await form(app, {
    checkout: id,
    draft: "headcount",
    fields: [
      { name: "on", kind: "date", label: t("Counted on"), value: now.on, max: app.today, required: true },
      { name: "total", kind: "number", label: t("Workers in all"), value: now.total, required: true },
      ...GROUPS().map(([name, label]) => ({ name, kind: "number", label, value: now[name], optional: true })),
    ],
    label: t("Save the headcount"),
    submit: async (typed) => {
      const faults = GROUPS().filter(([name]) => typed[name] > typed.total).map(([name, words]) => ({ field: name, words: t("{what}: more than there are in all.", { what: words }) }));
      if (faults.length) throw new Invalid(faults);
      await add(app.store, { kind: "headcount", checkout: id, target: "headcount", body: typed, label: t("Headcount: {n}", { n: typed.total }) });
      location.hash = `#/case/${id}`;
    },
  });
  return { title: t("Headcount at the check"), back: `#/case/${id}`, isForm: true, leave: () => node.leave?.(), node: h("fieldset", { class: "ef-bare", disabled: seen.isFrozen }, node) };
}
