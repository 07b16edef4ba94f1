// Forms from a list of fields: what is typed is kept as a draft by itself, faults are told at the
// top and at the field, a second click does nothing.
import { beforeLeaving } from "./app.js";
import { fill, h, icon } from "./dom.js";
import { t } from "./words.js";

export class Invalid extends Error {
  constructor(faults) {
    super("invalid");
    this.faults = faults; // [{field, words}]
  }
}

let serial = 0;

const INPUTS = {
  text: (f, id) => h("input", { id, type: "text", maxlength: f.max ?? 200, value: f.value ?? "", autocomplete: "off", class: "ef-input" }),
  area: (f, id) => h("textarea", { id, rows: f.rows ?? 3, maxlength: f.max ?? 2000, value: f.value ?? "", class: "ef-input" }),
  number: (f, id) => h("input", { id, type: "text", inputmode: "numeric", value: f.value ?? "", autocomplete: "off", class: "ef-input ef-short" }),
  date: (f, id) => h("input", { id, type: "date", value: f.value ?? "", max: f.max, class: "ef-input ef-short" }),
  select: (f, id) =>
    h("select", { id, class: "ef-input" }, f.options.map(([value, words]) => h("option", { value, selected: value === f.value }, words))),
};

const READ = {
  number: (text) => (/^[\d.\s-]+$/.test(text) ? Number(text.replace(/\D/g, "")) : text === "" ? null : NaN),
};

/** One field: {node, read(), write(value), tell(words)}. */
export function field(spec) {
  const id = `f${++serial}`;
  return spec.kind === "choice" || spec.kind === "checks" ? group(spec, id) : single(spec, id);
}

function single(spec, id) {
  const input = INPUTS[spec.kind ?? "text"](spec, id);
  if (spec.hint) input.setAttribute("aria-describedby", `${id}-hint`);
  const fault = h("p", { class: "ef-fault", id: `${id}-fault`, hidden: true });
  const label = h("label", { for: id }, spec.label, spec.optional ? h("span", { class: "ef-quiet" }, ` (${t("optional")})`) : "");
  const hint = spec.hint ? h("p", { class: "ef-hint", id: `${id}-hint` }, spec.hint) : "";
  const node = h("div", { class: "ef-field", "data-field": spec.name }, label, hint, fault, input);
  return {
    spec, node, input,
    read: () => (READ[spec.kind] ?? ((text) => text))(input.value.trim().normalize("NFC")),
    raw: () => input.value,
    write: (value) => (input.value = value ?? ""),
    tell: (words) => told(node, input, fault, words),
  };
}

function told(node, input, fault, words) {
  fault.textContent = words ?? "";
  fault.hidden = !words;
  node.classList.toggle("is-wrong", Boolean(words));
  input?.setAttribute?.("aria-invalid", String(Boolean(words)));
}

function group(spec, id) {
  const many = spec.kind === "checks";
  const chosen = new Set([].concat(spec.value ?? []));
  const boxes = spec.options.map(([value, words]) => {
    const box = h("input", { type: many ? "checkbox" : "radio", name: id, value, checked: chosen.has(value) });
    return { box, node: h("label", { class: "ef-option" }, box, h("span", {}, words)) };
  });
  const fault = h("p", { class: "ef-fault", hidden: true });
  const classes = `ef-field ef-group ${spec.wide ? "" : "ef-row"}`;
  const node = h("fieldset", { class: classes, "data-field": spec.name }, h("legend", {}, spec.label), fault, h("div", { class: "ef-options" }, boxes.map((b) => b.node)));
  const values = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
  return {
    spec, node, input: boxes[0]?.box,
    read: () => (many ? values() : (values()[0] ?? "")),
    raw: () => (many ? values() : (values()[0] ?? "")),
    write: (value) => boxes.forEach(({ box }) => (box.checked = [].concat(value ?? []).includes(box.value))),
    tell: (words) => told(node, null, fault, words),
  };
}

/**
 * A whole form. ``draft``: key under which the typed values are kept until ``submit(values)`` went
 * well. ``submit`` throws Invalid, or anything else, which is told above the fields.
 */
export async function form(app, { fields, submit, label, draft, checkout, extra, danger }) {
  const made = fields.filter(Boolean).map(field);
  const problems = h("div", { class: "ef-problems", role: "alert", tabindex: "-1", hidden: true });
  const button = h("button", { type: "submit", class: `ef-button ${danger ? "ef-danger" : "ef-primary"}` }, label);
  const node = h("form", { class: "ef-form", novalidate: true }, problems, made.map((f) => f.node), extra ?? "", h("div", { class: "ef-actions" }, button));
  const keeper = draft ? await keepDraft(app, { id: `form:${checkout}:${draft}`, checkout }, made, node) : null;
  const values = () => Object.fromEntries(made.map((f) => [f.spec.name, f.read()]));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    made.forEach((f) => f.tell(""));
    problems.hidden = true;
    try {
      app.demandWriter();
      demand(made);
      await submit(values());
      await keeper?.clear();
    } catch (error) {
      show(app, error, made, problems);
    }
    button.disabled = false;
  });
  node.fields = Object.fromEntries(made.map((f) => [f.spec.name, f]));
  return node;
}

function demand(made) {
  const faults = [];
  for (const f of made) {
    const value = f.read();
    const empty = value === "" || value === null || (Array.isArray(value) && !value.length);
    if (f.spec.required && empty) faults.push({ field: f.spec.name, words: f.spec.required === true ? t("Fill this in.") : f.spec.required });
    else if (Number.isNaN(value)) faults.push({ field: f.spec.name, words: t("Type digits only, for example 1.500.000.") });
  }
  if (faults.length) throw new Invalid(faults);
}

function show(app, error, made, problems) {
  const faults = error instanceof Invalid ? error.faults : [{ field: "", words: wordsOf(app, error) }];
  const rows = faults.map(({ field: name, words }) => {
    const found = made.find((f) => f.spec.name === name);
    found?.tell(words);
    return h("li", {}, found ? h("a", { href: "#", onclick: (e) => (e.preventDefault(), found.input?.focus()) }, words) : words);
  });
  fill(problems, h("p", {}, icon("exclamation-octagon"), t("There is a problem")), h("ul", {}, rows));
  problems.hidden = false;
  problems.focus();
  problems.scrollIntoView({ block: "center" });
}

/** What went wrong, in words a person can act on. */
export function wordsOf(app, error) {
  const known = {
    StorageFull: t("The storage of this device is full. Nothing of this was saved. Send what waits, or free some space, then save again."),
    NotKept: t("The device did not keep this. Save again; if it happens once more, export a backup file."),
    ReadOnly: t("ECMS is open in another tab of this device. Work there, or close it."),
    Away: t("No connection to the server. Try again when you are online."),
    SignedOut: t("Sign in again to talk to the server. What is on this device stays."),
    Locked: t("The device is locked."),
  };
  if (known[error?.kind]) return known[error.kind];
  if (error?.message && error.status) return error.message;
  if (error?.words) return error.words;
  app?.report?.("page", error);
  return t("That did not work. Nothing was changed; try again.");
}

async function keepDraft(app, row, made, node) {
  const kept = await app.store.get("drafts", row.id);
  if (kept) made.forEach((f) => f.spec.name in kept.values && f.write(kept.values[f.spec.name]));
  let timer = 0;
  let dirty = false;
  const save = async () => {
    clearTimeout(timer);
    if (!dirty || !app.isWriter) return;
    dirty = false;
    const values = Object.fromEntries(made.map((f) => [f.spec.name, f.raw()]));
    await app.store.put("drafts", { ...row, at: new Date().toISOString() }, { values });
  };
  node.addEventListener("input", () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => save().catch((error) => app.report("draft", error)), 400);
  });
  const stop = beforeLeaving(app, save);
  node.leave = async () => {
    await save();
    stop();
  };
  return {
    async clear() {
      clearTimeout(timer);
      dirty = false;
      await app.store.db.remove("drafts", row.id);
    },
  };
}
