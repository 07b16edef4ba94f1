// The draft minutes to read, signatures on the glass, the end of the visit.
import { freeze, view } from "../checkouts.js";
import { h, icon } from "../dom.js";
import { sha256 } from "../bytes.js";
import { keep } from "../evidence.js";
import { form, Invalid } from "../forms.js";
import { add, OPEN_STATES } from "../outbox.js";
import { asked, progress } from "../rules.js";
import { pad } from "../signature.js";
import { evidenceOf } from "../uploads.js";
import { amount, day, moment, pick, t } from "../words.js";
import { localPill } from "./findings.js";
import { homeScreen } from "./home.js";
import { OUTCOMES } from "./visit.js";

/** The text to read and sign: the draft of the server where nothing changed since, else ours. */
function textOf(app, seen) {
  const hasOwn = seen.commands.some((c) => !["evidence.describe", "signature.attach", "minutes.read"].includes(c.kind) && c.state !== "resolved" && (c.state !== "sent" || c.sentAt > seen.row.fetchedAt));
  return seen.live.minutes && !hasOwn ? seen.live.minutes.text : record(app, seen);
}

/** A record of what was done here, in Vietnamese: what is signed is what the device holds. */
function record(app, seen) {
  const { case: about } = seen;
  const outcomes = { DONE: "Đã thực hiện", CLOSED: "Cơ sở đóng cửa", REFUSED: "Đơn vị từ chối tiếp đoàn", NOBODY: "Không có người đủ thẩm quyền làm việc" };
  const values = { YES: "Đạt", NO: "Chưa đạt", NA: "Không áp dụng" };
  const lines = ["BẢN GHI NHẬN TẠI NƠI KIỂM TRA", `Vụ việc: ${about.code}`, `Đơn vị: ${about.enterprise.name}`, `Ngày: ${day(app.today)}`, ""];
  for (const visit of seen.visits) lines.push(`Buổi làm việc ngày ${day(visit.visited_on)}: ${outcomes[visit.outcome] ?? visit.outcome}. Người làm việc: ${visit.met || "–"}. ${visit.note ?? ""}`.trim());
  if (seen.headcount) lines.push(`Số lao động tại thời điểm kiểm tra: ${seen.headcount.total}`);
  lines.push("", "Nội dung kiểm tra:");
  for (const question of asked(seen.blueprint, seen.answers, app.today)) {
    const answer = seen.answers.get(question.id);
    if (!answer) continue;
    const parts = Object.entries(answer.parts ?? {}).map(([key, n]) => `${question.parts.find((p) => p.key === key)?.vi ?? key}: ${n}`);
    const said = [values[answer.value] ?? answer.value, ...parts, answer.number ? `số lượng ${amount(answer.number)}` : "", answer.figure != null ? `số liệu ${amount(answer.figure)}` : "", answer.note].filter(Boolean);
    lines.push(`- ${question.id} ${question.text_vi} ${said.join("; ")}`);
  }
  const found = seen.findings.filter((row) => row.state !== "DROPPED");
  if (found.length) lines.push("", "Nội dung ghi nhận:");
  for (const row of found) lines.push(`- ${row.code} ${row.description}`.trim());
  return lines.join("\n").normalize("NFC");
}

const textBox = (text) => h("div", { class: "ef-sheet ef-minutes", tabindex: "0", role: "region", "aria-label": t("Draft minutes") }, text.split("\n").map((line) => h("p", {}, line || "\u00a0")));

export async function minutesScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const text = textOf(app, seen);
  const hash = await sha256(text);
  const node = await form(app, {
    checkout: id,
    draft: "read",
    fields: [
      { name: "by", label: t("Who read it, or to whom it was read"), max: 200, required: true },
      { name: "opinion", kind: "area", label: t("Their opinion"), max: 3000, optional: true },
    ],
    label: t("The draft was read"),
    submit: async ({ by, opinion }) => {
      await add(app.store, { kind: "minutes.read", checkout: id, body: { text_sha256: hash, by, opinion }, label: t("Draft read by {name}", { name: by }) });
      location.hash = `#/case/${id}`;
    },
  });
  return {
    title: t("Draft minutes"),
    back: `#/case/${id}`,
    isForm: true,
    leave: () => node.leave?.(),
    node: h("div", { class: "ef-stack" }, sourceNote(seen, text), textBox(text), h("fieldset", { class: "ef-bare", disabled: seen.isFrozen }, node)),
  };
}

const sourceNote = (seen, text) =>
  h("p", { class: "ef-hint" }, text === seen.live.minutes?.text ? t("Draft of the server of {when}.", { when: moment(seen.row.fetchedAt) }) : t("Made on this device from what was written down here. The official minutes are issued by the server after the sync."));

// --- Signatures -----------------------------------------------------------------------------------
const ROLES = () => [
  ["SUBJECT", t("For the enterprise")],
  ["TEAM", t("For the team")],
  ["WITNESS", t("Witness")],
  ["COMMUNE", t("Representative of the commune")],
  ["WORKER", t("Worker")],
];

export async function signScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const text = textOf(app, seen);
  const glass = pad(t("Sign here"));
  const fields = [
    { name: "role", kind: "choice", wide: true, label: t("Who signs"), options: ROLES(), required: t("Choose who signs.") },
    { name: "name", label: t("Full name"), max: 200, required: true },
    { name: "title", label: t("Position"), max: 200, optional: true },
  ];
  const extra = h("div", { class: "ef-field", "data-field": "glass" }, h("p", { class: "ef-label" }, t("Signature")), glass.node, h("button", { type: "button", class: "ef-button ef-quiet-button", onclick: () => glass.clear() }, t("Clear")));
  const node = await form(app, { fields, extra, label: t("Keep the signature"), submit: (typed) => sign(app, seen, typed, text, glass) });
  const rows = seen.signatures.map((row) => h("li", {}, icon("check"), `${row.name} · ${Object.fromEntries(ROLES())[row.role]} `, h("span", { class: "ef-quiet" }, moment(row.local.doneAt)), localPill(row)));
  return {
    title: t("Signatures"),
    back: `#/case/${id}`,
    isForm: true,
    node: h("div", { class: "ef-stack" },
      rows.length ? h("ul", { class: "ef-lines" }, rows) : "",
      h("details", { class: "ef-sheet" }, h("summary", {}, t("The text that is signed")), sourceNote(seen, text), textBox(text)),
      h("fieldset", { class: "ef-bare", disabled: seen.isFrozen }, node)),
  };
}

async function sign(app, seen, typed, text, glass) {
  if (glass.isEmpty()) throw new Invalid([{ field: "", words: t("Sign in the white field first.") }]);
  const upload = await keep(app, { checkout: seen.id, blob: await glass.image(), kind: "signature", name: "signature.png", where: null });
  await add(app.store, {
    kind: "signature.attach", checkout: seen.id, needs: [upload], label: t("Signature of {name}", { name: typed.name }),
    body: { upload, document: "minutes", ...typed, strokes: glass.strokes(), text, text_sha256: await sha256(text) },
  });
  location.hash = `#/case/${seen.id}`;
}

// --- The end of the visit -------------------------------------------------------------------------
export async function finishScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const listed = asked(seen.blueprint, seen.answers, app.today);
  const done = progress(listed, seen.answers, app.today);
  const open = listed.filter((q) => !seen.answers.has(q.id));
  const photos = await evidenceOf(app.db, id);
  const rows = [
    [t("Answered"), `${done.answered}/${done.total}`],
    [t("Not complied with"), String(done.not_complied)],
    [t("Findings"), String(seen.findings.filter((f) => f.state !== "DROPPED").length)],
    [t("Photos and sound"), String(photos)],
    [t("Visits"), seen.visits.map((v) => Object.fromEntries(OUTCOMES())[v.outcome]).join(", ") || "–"],
    [t("Signatures"), String(seen.signatures.length)],
  ];
  const missing = seen.visits.length ? "" : t("Save the visit and its outcome first.");
  const node = seen.isFrozen ? h("p", { class: "ef-notice ec-success" }, t("This visit is finished. The copy on this device is read only.")) : await finishForm(app, seen, missing);
  return {
    title: t("Finish the visit"),
    back: `#/case/${id}`,
    isForm: true,
    node: h("div", { class: "ef-stack" },
      h("dl", { class: "ef-list ef-sheet" }, rows.map(([label, value]) => [h("dt", {}, label), h("dd", {}, value)])),
      open.length ? h("details", { class: "ef-sheet" }, h("summary", {}, t("{n} questions have no answer", { n: open.length })), h("ul", {}, open.slice(0, 100).map((q) => h("li", {}, `${q.id} ${pick(q, "text")}`)))) : "",
      seen.isFrozen ? "" : signing(seen), missing ? h("p", { class: "ef-notice ec-warning" }, missing) : "", node),
  };
}

/** Who signed on the glass and who did not; the minutes themselves are issued at the office. */
function signing(seen) {
  const names = Object.fromEntries(ROLES());
  const absent = ["TEAM", "SUBJECT"].filter((role) => !seen.signatures.some((row) => row.role === role)).map((role) => names[role]);
  return h("section", { class: "ef-sheet" },
    h("h2", {}, t("Signing the minutes")),
    h("p", { class: "ef-hint" }, t("Signatures collected here are sent with the visit, bound to the text that was shown. The head of the team issues the minutes at the office.")),
    seen.signatures.length ? h("ul", { class: "ef-lines" }, seen.signatures.map((row) => h("li", {}, icon("check"), ` ${row.name} · ${names[row.role]}`))) : "",
    absent.length ? h("p", { class: "ef-quiet" }, t("Not signed yet: {who}", { who: absent.join(", ") })) : "",
    h("div", { class: "ef-actions" }, h("a", { class: "ef-button", href: `#/case/${seen.id}/minutes` }, t("Read the draft")), h("a", { class: "ef-button", href: `#/case/${seen.id}/sign` }, icon("pencil"), t("Collect a signature"))));
}

const finishForm = (app, seen, missing) =>
  form(app, {
    fields: [{ name: "sure", kind: "checks", wide: true, label: t("Finish"), options: [["yes", t("Work on site is over. From now on this copy is read only.")]], required: t("Confirm that the work on site is over.") }],
    label: t("Put the finished visit into the outbox"),
    submit: async () => {
      if (missing) throw new Invalid([{ field: "", words: missing }]);
      const before = seen.commands.filter((c) => ["ready", "sending"].includes(c.state)).map((c) => c.id);
      const files = (await Promise.all(OPEN_STATES.map((state) => app.db.keysOf("files", "checkout_state", [seen.id, state])))).flat();
      await add(app.store, { kind: "visit.finish", checkout: seen.id, target: "finish", needs: [...before, ...files], body: { signing: null }, label: t("Visit finished") });
      await freeze(app, seen.id);
      app.sync.run();
      location.hash = "#/outbox";
    },
  });
