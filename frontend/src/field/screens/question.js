// One question: answered with the thumb, saved at once, judged by the rules of the blueprint.
import { beforeLeaving } from "../app.js";
import { listen } from "../bus.js";
import { fill, h, icon } from "../dom.js";
import { field, wordsOf } from "../forms.js";
import { add } from "../outbox.js";
import { beyond, judge, variants } from "../rules.js";
import { amount, day, pick, t } from "../words.js";
import { takePhotos } from "./photo-button.js";

const CHOICES = () => [["YES", t("Complied with")], ["NO", t("Not complied with")], ["NA", t("Not applicable")]];

export function questionCard(app, seen, question, changed) {
  const card = new Card(app, seen, question, changed);
  return { node: card.node, leave: () => card.leave() };
}

class Card {
  constructor(app, seen, question, changed) {
    Object.assign(this, { app, seen, question, changed, timer: 0, dirty: false, saving: Promise.resolve() });
    this.answer = { ...(seen.answers.get(question.id) ?? {}) };
    this.state = h("p", { class: "ef-saved", role: "status" });
    this.more = h("div", { class: "ef-more" });
    this.fault = h("p", { class: "ef-fault", hidden: true });
    this.fields = this.#fields();
    this.node = this.#draw();
    this.#showMore();
    this.#told();
    const stopSaving = beforeLeaving(app, () => this.leave(true));
    const stopHearing = listen("outbox", (command) => this.#heard(command));
    this.stop = () => [stopSaving, stopHearing].forEach((stop) => stop());
  }

  // --- Drawing --------------------------------------------------------------------------------
  #draw() {
    const { question } = this;
    const look = pick(question, "look");
    const node = h("article", { class: "ef-question", "data-question": question.id },
      h("p", { class: "ef-question-code" }, question.id, question.basis ? h("span", { class: "ef-quiet" }, ` · ${pick(question, "basis")}`) : ""),
      h("h2", { class: "ef-question-text", id: `q-${question.id}` }, pick(question, "text")),
      look ? h("details", { class: "ef-look" }, h("summary", {}, t("Evidence to look at")), h("p", {}, look)) : "",
      h("div", { role: "group", "aria-labelledby": `q-${question.id}` }, this.fields.value?.node ?? "", this.fields.parts && this.answer.value && !Object.keys(this.answer.parts ?? {}).length ? h("p", {}, this.answer.value) : "", this.fields.parts ? h("div", { class: "ef-parts" }, this.fields.parts.map((f) => f.node)) : ""),
      this.more, this.fault,
      h("div", { class: "ef-question-foot" }, this.state, takePhotos(this.app, this.seen, { question: question.id })));
    node.addEventListener("change", () => this.#take(0));
    node.addEventListener("input", (event) => /text|textarea/.test(event.target.type) && this.#take(500));
    return node;
  }

  #fields() {
    const { question, answer } = this;
    const { rule } = question;
    const fields = {};
    if (rule.value === "parts") {
      fields.parts = question.parts.map((part) => field({ name: part.key, kind: "number", label: pick({ ...part, words_vi: part.vi, words_en: part.en }, "words"), value: answer.parts?.[part.key] }));
    } else if (rule.value === "choice") {
      fields.value = field({ name: "value", kind: "choice", label: t("Answer"), options: CHOICES().filter(([value]) => rule.choices.includes(value)), value: answer.value });
    } else fields.value = field({ name: "value", kind: rule.value === "date" ? "date" : "area", label: t("Answer"), max: rule.value === "date" ? undefined : rule.text_max, rows: 2, value: answer.value });
    if (rule.number !== "none") fields.number = field({ name: "number", kind: "number", label: this.#numberWords(), value: answer.number });
    if (rule.figure && question.limit) Object.assign(fields, this.#figureFields());
    if (rule.pick_codes) fields.codes = field({ name: "codes", kind: "checks", wide: true, label: t("Which violations?"), options: question.codes.map((code) => [code, `${code} – ${this.#titleOf(code)}`]), value: answer.codes ?? this.#found() });
    fields.note = field({ name: "note", kind: "area", label: t("Note"), rows: 1, max: rule.note_max, value: answer.note });
    return fields;
  }

  #figureFields() {
    const { question, answer } = this;
    const rows = variants(question.limit, answer.on || this.app.today);
    const unit = { vnd: t("đồng"), hours: t("hours"), days: t("days"), percent: "%" }[question.limit.unit];
    const options = rows.map((row) => [row.variant, `${pick({ name_vi: row.vi, name_en: row.en }, "name")}: ${amount(row.value)} ${unit}`]);
    const likely = answer.variant || question.limit.likely;
    return {
      figure: field({ name: "figure", kind: "number", label: t("Figure found ({unit})", { unit }), value: answer.figure }),
      variant: options.length > 1 ? field({ name: "variant", kind: "select", label: t("Limit that applies"), options: likely ? options : [["", t("Choose…")], ...options], value: likely }) : null,
      on: field({ name: "on", kind: "date", label: t("Day, or last day of the month or year it is about"), value: answer.on, max: this.app.today }),
    };
  }

  #numberWords() {
    if (this.question.type === "MONEY") return t("Amount concerned (đồng)");
    return this.question.rule.number === "beside" ? t("Workers concerned") : t("How many");
  }

  #titleOf = (code) => this.seen.titles?.get(code) ?? "";
  #found = () => this.seen.findings.filter((f) => f.question === this.question.id && f.state !== "DROPPED").map((f) => f.code);

  /** What only a "no" needs is shown only then; figures and notes are always there. */
  #showMore() {
    const { fields } = this;
    const isNo = judge(this.question, this.#typed(), this.app.today).reading === "NO" || this.#typed().value === "NO";
    const wanted = [fields.figure, fields.variant, fields.figure && fields.on, isNo && fields.number, isNo && fields.codes, fields.note].filter(Boolean).map((f) => f.node);
    const now = [...this.more.children];
    if (wanted.length !== now.length || wanted.some((node, index) => node !== now[index])) fill(this.more, wanted);
  }

  // --- Answering ------------------------------------------------------------------------------
  #typed() {
    const { fields } = this;
    const parts = Object.fromEntries((fields.parts ?? []).map((f) => [f.spec.name, f.read()]).filter(([, n]) => n !== null));
    // Parts that were written as words before stay so until a number is typed.
    const words = Object.keys(parts).length ? "" : (this.answer.value ?? "");
    return {
      question: this.question.id, value: fields.value ? fields.value.read() : words, number: fields.number?.read() ?? null,
      figure: fields.figure?.read() ?? null, variant: fields.variant?.read() ?? "", on: fields.on?.read() || null,
      parts, codes: fields.codes ? fields.codes.read() : null, note: fields.note.read(),
    };
  }

  #take(wait) {
    this.dirty = true;
    this.state.setAttribute("aria-busy", "true"); // until it is read back from the storage
    this.#showMore();
    clearTimeout(this.timer);
    const save = () => this.#save().catch((error) => this.#failed(error));
    if (wait) this.timer = setTimeout(save, wait);
    else save();
  }

  #failed(error) {
    Object.assign(this, { dirty: true, said: null });
    this.state.removeAttribute("aria-busy");
    this.fault.textContent = wordsOf(this.app, error);
    this.fault.hidden = false;
    fill(this.state, icon("exclamation-octagon"), t("Not saved"));
    this.state.className = "ef-saved ec-danger";
  }

  /** One save after the other: the next one replaces what the one before left in the outbox. */
  #save() {
    this.saving = this.saving.catch(() => {}).then(() => this.#keep());
    return this.saving;
  }

  async #keep() {
    const { app, seen, question } = this;
    if (!this.dirty) return;
    this.dirty = false;
    app.demandWriter();
    const body = tidy(this.#typed());
    const judged = judge(question, body, app.today);
    this.#faults(judged.errors, body);
    const known = this.answer.local ? [this.answer.local] : [];
    const command = await add(app.store, {
      kind: "answer", checkout: seen.id, target: `answer:${question.id}`, body, blueprint: seen.blueprint.version,
      base: this.answer.version ?? 0, label: `${question.id} ${pick(question, "text")}`, state: judged.errors.length ? "draft" : "ready",
    }, known);
    this.answer = { ...body, version: this.answer.version, local: command };
    seen.answers.set(question.id, this.answer);
    this.#told(judged);
    this.changed();
  }

  /** The sync moved on with this answer. */
  #heard(command) {
    if (command?.id !== this.answer.local?.id || command.state === "gone") return;
    this.answer.local = command;
    this.#told();
  }

  #faults(errors, body) {
    const isEmpty = !body.value && body.figure === null && !Object.keys(body.parts).length;
    const words = { "at-least-one": t("Enter the number, at least 1."), "no-limit": t("No limit is known for that day; choose the answer by hand."), "whole-number": t("Type digits only, for example 1.500.000."), "too-long": t("This is too long."), day: t("Enter the date."), numbers: t("Enter the numbers.") };
    this.fault.textContent = isEmpty || !errors.length ? "" : (words[errors[0].code] ?? (errors[0].field === "variant" ? t("Choose which limit applies.") : t("Choose an answer.")));
    this.fault.hidden = !this.fault.textContent;
  }

  #told(judged = judge(this.question, this.#typed(), this.app.today)) {
    const [kind, name, words] = stateOf(this.answer.local, this.answer);
    const comparison = this.#comparison(judged);
    const said = [kind, words, comparison && comparison.textContent].join("|");
    if (said !== this.said) {
      this.said = said;
      this.state.className = `ef-saved ec-${kind}`;
      fill(this.state, words ? icon(name) : "", words, comparison);
    }
    if (!this.dirty) this.state.removeAttribute("aria-busy");
    this.node?.setAttribute("data-reading", judged.reading);
  }

  #comparison(judged) {
    const { figure, variant, on } = this.#typed();
    if (judged.by === null || !this.question.limit) return "";
    const row = variants(this.question.limit, on || this.app.today).find((r) => r.variant === (variant || this.question.limit.likely));
    if (!row) return "";
    const words = beyond(figure, row) ? t("beyond the limit of {limit} by {by}", { limit: amount(row.value), by: amount(judged.by) }) : t("within the limit of {limit}", { limit: amount(row.value) });
    return h("span", { class: "ef-comparison" }, words, row.basis ? h("small", {}, ` (${pick(row, "basis")})`) : "");
  }

  async leave(stays = false) {
    clearTimeout(this.timer);
    if (!stays) this.stop();
    await this.#save();
  }
}

const tidy = (typed) => ({ ...typed, number: Number.isNaN(typed.number) ? -1 : typed.number, figure: Number.isNaN(typed.figure) ? -1 : typed.figure });

/** How the newest change of something stands: [kind, icon, words]. */
export function stateOf(local, answer = {}) {
  if (!local) return answer.who ? ["neutral", "check", `${answer.who}, ${day(answer.at)}`] : ["neutral", "", ""];
  return {
    draft: ["waiting", "pencil", t("Kept on this device, not complete yet")],
    ready: ["waiting", "check", t("Saved on this device")],
    sending: ["progress", "send", t("Being sent")],
    sent: ["success", "check-circle", t("Sent")],
    conflict: ["danger", "exclamation-triangle", t("Somebody else changed it too: decide in the outbox")],
    rejected: ["danger", "exclamation-octagon", t("Refused: see the outbox")],
  }[local.state] ?? ["neutral", "", ""];
}
