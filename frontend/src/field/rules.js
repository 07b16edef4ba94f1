// The rules of the checklist, evaluated from the blueprint by the same steps as the server
// (field/rules/answers.py); tests/field holds both against the same examples.
const COUNTING = ["NUMBER", "MONEY"];

class Wrong extends Error {
  constructor(field, code) {
    super(code);
    this.fault = { field, code };
  }
}

const isDigits = (text) => /^\d+$/.test(text);
const textOf = (given, field) => String(given[field] ?? "").trim();

/** YES, NO, NA, RECORDED or "" of a stored value. A number counts what is not in order. */
export function reading(type, value) {
  const text = String(value ?? "").trim();
  if (!text) return "";
  if (text === "NA") return "NA";
  if (type === "YES_NO") return ["YES", "NO"].includes(text) ? text : "";
  if (!COUNTING.includes(type)) return "RECORDED";
  if (!isDigits(text)) return ["YES", "NO"].includes(text) ? text : "";
  return Number(text) > 0 ? "NO" : "YES";
}

/** {errors: [{field, code}], value, reading, by}; ``today`` is the legal day of the server. */
export function judge(question, given, today = "") {
  const errors = bounds(question.rule, given);
  if (errors.length) return { errors, value: "", reading: "", by: null };
  try {
    const by = figureOf(question, given, today);
    const value = valueOf(question, given, by);
    return { errors: [], value, reading: reading(question.type, value), by };
  } catch (wrong) {
    if (!(wrong instanceof Wrong)) throw wrong;
    return { errors: [wrong.fault], value: "", reading: "", by: null };
  }
}

/** Lengths and sizes, before anything is computed. */
function bounds(rule, given) {
  const errors = [];
  if (textOf(given, "note").length > rule.note_max) errors.push({ field: "note", code: "too-long" });
  if (textOf(given, "value").length > rule.text_max) errors.push({ field: "value", code: "too-long" });
  if (!whole(given.number, rule.number_max)) errors.push({ field: "number", code: "whole-number" });
  if (!whole(given.figure, rule.figure_max)) errors.push({ field: "figure", code: "whole-number" });
  const parts = Object.values(given.parts ?? {});
  if (!parts.every((part) => whole(part, rule.number_max))) errors.push({ field: "parts", code: "whole-number" });
  return errors;
}

const whole = (number, most) => number === null || number === undefined || (Number.isInteger(number) && number >= 0 && number <= most);

// --- Figures --------------------------------------------------------------------------------
const inForce = (row, on) => (!row.from || row.from <= on) && (!row.to || on <= row.to);

/** What may be chosen on a day: one limit a variant, the latest where two overlap. */
export function variants(limit, on) {
  const found = (limit?.variants ?? []).filter((row) => inForce(row, on));
  const names = [...new Set(found.map((row) => row.variant))];
  return names.map((name) => latest(found.filter((row) => row.variant === name)));
}

const latest = (rows) => rows.reduce((one, other) => ((other.from ?? "") > (one.from ?? "") ? other : one));

/** How far a figure is beyond a limit, 0 within it. */
export const beyond = (figure, row) => Math.max(0, row.direction === "MOST" ? figure - row.value : row.value - figure);

function figureOf(question, given, today) {
  const { figure } = given;
  if (figure === null || figure === undefined || textOf(given, "value") === "NA") return null;
  if (!question.rule.figure) throw new Wrong("figure", "not-asked");
  const day = given.on ? dayOf(given.on, "on") : today;
  const found = variants(question.limit, day);
  if (!found.length) throw new Wrong("figure", "no-limit");
  const row = found.find(({ variant }) => variant === (given.variant || question.limit.likely));
  if (!row) throw new Wrong("variant", "choose");
  return beyond(figure, row);
}

function dayOf(text, field) {
  if (!isDay(String(text))) throw new Wrong(field, "day");
  return String(text);
}

export function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

// --- Values ---------------------------------------------------------------------------------
function valueOf(question, given, by) {
  const { rule } = question;
  const value = textOf(given, "value");
  if (by !== null) {
    const chosen = value || "YES";
    if (!rule.choices.includes(chosen)) throw new Wrong("value", "choose");
    return counted(question, by > 0 ? "NO" : chosen, given);
  }
  if (rule.value === "parts") return partsOf(question.parts, given, value);
  if (rule.value === "text") {
    if (!value) throw new Wrong("value", "choose");
    return value;
  }
  if (rule.value === "date" && value !== "NA") return dayOf(value, "value");
  if (!rule.choices.includes(value)) throw new Wrong("value", "choose");
  return counted(question, value, given);
}

function counted(question, value, given) {
  if (!COUNTING.includes(question.type) || value === "NA") return value;
  if (value === "YES") return "0";
  if (!given.number) throw new Wrong("number", "at-least-one");
  return String(given.number);
}

function partsOf(names, given, value) {
  if (value === "NA") return value;
  const known = Object.fromEntries(names.map((part) => [part.key, part.vi]));
  const numbers = Object.entries(given.parts ?? {});
  const unknown = numbers.map(([key]) => key).filter((key) => !(key in known)).sort();
  if (unknown.length) throw new Wrong("parts", `unknown-${unknown[0]}`.slice(0, 40));
  const text = numbers.map(([key, number]) => `${known[key]}: ${number}`).join("; ") || value;
  if (!text) throw new Wrong("value", "numbers");
  return text.slice(0, 300);
}

// --- Which questions are asked ----------------------------------------------------------------
/** Whether a question is asked now: each of its conditions holds. ``given``: Map code -> facts. */
export function isAsked(code, conditions, given, listed) {
  return conditions
    .filter((condition) => condition.question === code)
    .every((condition) => !listed.has(condition.depends_on) || holds(condition, given.get(condition.depends_on)));
}

function holds(condition, facts) {
  if (!facts?.reading) return false;
  if (["YES", "NO"].includes(condition.test)) return facts.reading === condition.test;
  if (condition.part) return (facts.numbers[condition.part] ?? 0) > condition.value;
  return Object.values(facts.numbers).reduce((sum, number) => sum + number, 0) > condition.value;
}

/** What an answer says to conditions: its reading and its numbers by part. */
export function facts(question, answer, today = "") {
  const judged = judge(question, answer, today);
  if (question.limit) return { reading: judged.reading, numbers: { figure: answer.figure ?? 0 } };
  if (question.type === "NUMBERS") return { reading: judged.reading, numbers: { ...answer.parts } };
  return { reading: judged.reading, numbers: isDigits(judged.value) ? { "": Number(judged.value) } : {} };
}

/** Questions that are asked now, in their order; an answered one is never hidden. */
export function asked(blueprint, answers, today = "") {
  const listed = new Set(blueprint.questions.map((question) => question.id));
  const known = new Map();
  for (const question of blueprint.questions) {
    const answer = answers.get(question.id);
    if (answer) known.set(question.id, facts(question, answer, today));
  }
  const conditions = blueprint.conditions ?? [];
  return blueprint.questions.filter((q) => answers.has(q.id) || isAsked(q.id, conditions, known, listed));
}

/** An answer of the server in the form in which one answers: a count becomes yes or no. */
export function asGiven(question, answer) {
  const value = String(answer.value ?? "");
  if (!COUNTING.includes(question.type) || !isDigits(value)) return answer;
  return { ...answer, value: Number(value) > 0 ? "NO" : "YES", number: Number(value) || null };
}

/** {total, answered, not_complied} of questions that are asked. */
export function progress(questions, answers, today = "") {
  const readings = questions.map((q) => (answers.has(q.id) ? judge(q, answers.get(q.id), today).reading : ""));
  return { total: readings.length, answered: readings.filter(Boolean).length, not_complied: readings.filter((r) => r === "NO").length };
}
