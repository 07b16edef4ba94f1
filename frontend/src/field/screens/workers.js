// Talks with workers, and the QR code of a worker's card.
import { view } from "../checkouts.js";
import { h, icon } from "../dom.js";
import { form, Invalid } from "../forms.js";
import { hasCamera, readCode } from "../../js/qr.js";
import { add } from "../outbox.js";
import { day, pick, t } from "../words.js";
import { homeScreen } from "./home.js";
import { localPill } from "./findings.js";

export async function interviewsScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const row = (talk, index) => h("li", { class: "ef-card" }, h("span", { class: "ef-card-title" }, talk.number ? t("Worker {n}", { n: talk.number }) : t("Talk {n} of this device", { n: index + 1 - seen.live.interviews.length })), h("span", { class: "ef-quiet" }, day(talk.held_on), talk.work ? ` · ${talk.work}` : ""), h("span", { class: "ef-pills" }, localPill(talk)));
  return {
    title: t("Interviews"),
    back: `#/case/${id}`,
    node: h("div", { class: "ef-stack" },
      seen.isFrozen ? "" : h("a", { class: "ef-button ef-primary", href: `#/case/${id}/interview` }, icon("plus-lg"), t("Note a talk")),
      h("p", { class: "ef-hint" }, t("Who was talked to is sealed. It is never shown again on this device.")),
      seen.interviews.length ? h("ul", { class: "ef-cards" }, seen.interviews.map(row)) : h("p", { class: "ef-empty" }, t("No talk yet."))),
  };
}

export async function interviewScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const questions = seen.blueprint.interview;
  const bounds = seen.blueprint.bounds?.interview ?? {};
  const node = await form(app, {
    checkout: id,
    draft: "interview",
    fields: [
      { name: "held_on", kind: "date", label: t("Day of the talk"), value: app.today, max: app.today, required: true },
      { name: "work", label: t("Kind of work"), hint: t("General, for example “sewing”: it must not give the worker away."), max: bounds.work, optional: true },
      ...questions.map((q) => ({ name: `q_${q.code}`, kind: "area", rows: 2, max: bounds.answer, label: pick(q, "text"), optional: true })),
      { name: "note", kind: "area", rows: 4, max: bounds.note, label: t("Anything else the worker said"), optional: true },
      { name: "name", label: t("Full name"), max: bounds.name, optional: true },
      { name: "id_number", label: t("Identity number"), max: bounds.id_number, optional: true },
      { name: "phone", label: t("Telephone"), max: bounds.phone, optional: true },
    ],
    label: t("Save the talk"),
    submit: async (typed) => {
      const body = talk(typed, questions);
      await add(app.store, { kind: "interview.add", checkout: id, body, label: t("Talk of {day}", { day: day(body.held_on) }) });
      location.hash = `#/case/${id}/interviews`;
    },
  });
  return { title: t("Note a talk"), back: `#/case/${id}/interviews`, isForm: true, leave: () => node.leave?.(), node: h("fieldset", { class: "ef-bare", disabled: seen.isFrozen }, node) };
}

function talk(typed, questions) {
  const answers = {};
  for (const { code } of questions) if (typed[`q_${code}`]) answers[code] = typed[`q_${code}`];
  if (!Object.keys(answers).length && !typed.note) throw new Invalid([{ field: "note", words: t("Write down at least one answer.") }]);
  const { held_on, work, name, id_number, phone, note } = typed;
  return { held_on, work, name, id_number, phone, answers, note };
}

// --- The card of a worker -----------------------------------------------------------------------
const BADGE = /\/b\/([a-z2-7]{16})\/?$/;

export async function scanScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const said = h("p", { class: "ef-notice ec-info", role: "status", hidden: true });
  const video = h("video", { class: "ef-video", playsinline: true, muted: true, hidden: true });
  let stream = null;
  const tell = (words) => {
    said.textContent = words;
    said.hidden = false;
  };
  const codeIn = (text) => BADGE.exec(text.trim())?.[1] ?? /^[a-z2-7]{16}$/.exec(text.trim().toLowerCase())?.[0];
  const took = async (code) => {
    if (!code) return tell(t("This is not the code of a worker’s card."));
    await app.store.put("drafts", { id: `badge:${id}:${code}`, checkout: id }, { code });
    return tell(t("Card {code} is kept. It opens on the server when you are online.", { code }));
  };
  const scan = () => readCode(video, codeIn, (found) => (stream = found)).then((code) => code && took(code)).catch(() => tell(t("The camera cannot read codes here. Type the letters under the code.")));
  const typed = await form(app, {
    fields: [{ name: "code", label: t("Letters under the code"), max: 60, required: true }],
    label: t("Keep the card"),
    submit: ({ code }) => took(codeIn(code)),
  });
  const kept = (await app.store.of("drafts", "checkout", id)).filter((row) => row.id.startsWith("badge:"));
  return {
    title: t("Scan a worker’s card"),
    back: `#/case/${id}`,
    isForm: true,
    leave: () => stream?.getTracks().forEach((track) => track.stop()),
    node: h("fieldset", { class: "ef-bare ef-stack", disabled: seen.isFrozen }, said,
      hasCamera() ? h("button", { class: "ef-button ef-primary", type: "button", onclick: scan }, icon("qr-code"), t("Open the camera")) : h("p", { class: "ef-hint" }, t("This device shows no camera here. Type the letters under the code.")),
      video, typed,
      kept.length ? h("ul", { class: "ef-lines" }, kept.map((row) => h("li", {}, h("a", { href: `/b/${row.code}/`, target: "_blank", rel: "noopener" }, row.code)))) : ""),
  };
}
