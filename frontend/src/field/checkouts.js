// The checked-out cases: bundles from the server with what was changed here laid over them. The
// dossier and the blueprint are frozen at check-out; the live part is fetched anew.
import { Refused } from "./api.js";
import { tell } from "./bus.js";
import { newId } from "./bytes.js";
import { commandsOf, OPEN_STATES } from "./outbox.js";
import { asGiven } from "./rules.js";

export async function checkOut(app, caseId) {
  const bundle = await app.api.post("checkouts", { id: newId(), case: caseId });
  await keep(app, bundle);
  await refreshCatalogue(app);
  return bundle.checkout.id;
}

/** The order matters: the live part is written with the bundle or not at all. */
async function keep(app, bundle) {
  const { live, ...frozen } = bundle;
  const id = bundle.checkout.id;
  const row = { id, fetchedAt: new Date().toISOString(), stamp: live.stamp, expires: bundle.checkout.expires_at };
  const sealed = await app.store.sealed(row, { frozen });
  const part = await app.store.sealed({ id: `live:${id}`, checkout: id }, { live });
  await app.store.db.putAll({ bundles: [sealed], drafts: [part] });
  app.fresh.delete(id);
  tell("cases");
}

/** Every checked-out case: {id, frozen, live, expires, …}. */
export async function bundles(app) {
  const rows = await app.store.db.all("bundles");
  const all = await Promise.all(rows.map((row) => bundleOf(app, row.id)));
  return all.sort((a, b) => a.frozen.case.code.localeCompare(b.frozen.case.code));
}

export async function bundleOf(app, id) {
  if (!app.fresh.has(id)) {
    const [row, part] = await Promise.all([app.store.get("bundles", id), app.store.get("drafts", `live:${id}`)]);
    if (!row || !part) return null;
    app.fresh.set(id, { ...row, live: part.live });
  }
  return app.fresh.get(id);
}

/** What the server says of each check-out: fetches what changed there, tells what is different. */
export async function refreshAll(app, told) {
  for (const about of told) {
    const row = await app.store.db.get("bundles", about.id);
    if (!row) continue;
    const { state, expires_at: expires, on_team: onTeam, may_work: mayWork, reason } = about;
    await mark(app, about.id, { state, expires, onTeam, mayWork, reason });
    if (row.stamp !== about.stamp) await refreshLive(app, about);
  }
  if (told.length) await refreshCatalogue(app);
}

async function refreshLive(app, about) {
  try {
    const live = await app.api.get(`checkouts/${about.id}/live`);
    await app.store.put("drafts", { id: `live:${about.id}`, checkout: about.id }, { live });
    await mark(app, about.id, { stamp: about.stamp, fetchedAt: new Date().toISOString() });
    tell("cases");
  } catch (error) {
    // A right that was taken away or a case that is gone never removes what is here.
    if (!(error instanceof Refused)) throw error;
    await mark(app, about.id, { reason: error.message });
  }
}

async function mark(app, id, change) {
  const row = await app.store.db.get("bundles", id);
  await app.store.db.put("bundles", { ...row, ...change });
  app.fresh.delete(id);
}

export const freeze = (app, id) => mark(app, id, { frozenAt: new Date().toISOString() });

export async function renew(app, id) {
  const { expires_at: expires } = await app.api.post(`checkouts/${id}/renew`, {});
  await mark(app, id, { expires });
  tell("cases");
}

async function refreshCatalogue(app) {
  const kept = await app.store.db.get("meta", "catalogue");
  const fresh = await app.api.fresh("catalogue", kept?.etag);
  if (fresh) await app.store.db.setMeta("catalogue", fresh);
}

/** {etag, body} of the catalogue of violations; null before the first sync. */
export const catalogue = (app) => app.store.db.get("meta", "catalogue");

/** How many items of one case are not on the server. */
export async function waitingOf(app, id) {
  const asked = OPEN_STATES.flatMap((state) => ["commands", "files"].map((store) => app.store.db.count(store, "checkout_state", [id, state])));
  return (await Promise.all(asked)).reduce((sum, number) => sum + number, 0);
}

/** Gives a case back; refused here while anything of it waits. */
export async function giveBack(app, id) {
  if (await waitingOf(app, id)) {
    throw new Refused(409, { error: "waiting", message: app.t("Something of this case has not been sent yet. Send it first.") });
  }
  await app.api.post(`checkouts/${id}/return`, {});
  const { db } = app.store;
  for (const store of ["commands", "files", "drafts"]) {
    for (const key of await db.keysOf(store, "checkout", id)) await db.remove(store, key);
  }
  await db.remove("bundles", id);
  app.fresh.delete(id);
  tell("cases");
}

// --- The case as it looks here --------------------------------------------------------------
/** Everything a screen of one case needs; rows added here stand among those of the server. */
export async function view(app, id) {
  const row = await bundleOf(app, id);
  if (!row) return null;
  const commands = await commandsOf(app.store, id);
  const live = commands.filter((command) => isAhead(command, row));
  return {
    id, row, commands,
    case: row.frozen.case,
    dossier: row.frozen.dossier,
    blueprint: row.frozen.blueprint,
    live: row.live,
    answers: answersOf(row, live),
    findings: findingsOf(row.live, live),
    visits: [...row.live.visits, ...own(live, "visit.record")],
    interviews: [...row.live.interviews, ...own(live, "interview.add")],
    headcount: commands.filter((c) => c.kind === "headcount").at(-1)?.body ?? null,
    signatures: own(commands, "signature.attach"),
    readings: own(commands, "minutes.read"),
    isFrozen: Boolean(row.frozenAt) || row.live.frozen || ["FINISHED", "RETURNED"].includes(row.state),
  };
}

/** Whether the bundle does not hold the change yet. */
function isAhead(command, row) {
  if (command.state === "resolved") return false;
  return command.state !== "sent" || command.sentAt > row.fetchedAt;
}

const own = (commands, kind) =>
  commands.filter((command) => command.kind === kind && command.state !== "resolved").map((command) => ({ ...command.body, local: command }));

function answersOf(row, live) {
  const questions = new Map(row.frozen.blueprint.questions.map((question) => [question.id, question]));
  const answers = new Map();
  for (const answer of row.live.answers) {
    if (questions.has(answer.question)) answers.set(answer.question, asGiven(questions.get(answer.question), answer));
  }
  for (const command of live.filter((c) => c.kind === "answer")) {
    const stored = answers.get(command.body.question);
    const version = Math.max(command.version ?? 0, stored?.version ?? 0);
    answers.set(command.body.question, { ...command.body, version, local: command });
  }
  return answers;
}

function findingsOf(server, live) {
  const rows = new Map(server.findings.map((finding) => [String(finding.id), finding]));
  const byKey = new Map(server.findings.filter((f) => f.key).map((f) => [f.key, String(f.id)]));
  for (const command of live) {
    if (command.kind === "finding.add") {
      rows.set(byKey.get(command.id) ?? command.id, { missing: [], state: "DRAFT", ...command.body, id: command.id, key: command.id, local: command });
    }
    const id = byKey.get(command.body?.finding) ?? String(command.body?.finding ?? "");
    if (!rows.has(id)) continue;
    const { finding, ...changed } = command.body;
    if (command.kind === "finding.change") rows.set(id, { ...rows.get(id), ...changed, local: command });
    if (command.kind === "finding.confirm") rows.set(id, { ...rows.get(id), state: "CONFIRMED", local: command });
    if (command.kind === "finding.drop") rows.set(id, { ...rows.get(id), state: "DROPPED", local: command });
  }
  return [...rows.values()];
}
