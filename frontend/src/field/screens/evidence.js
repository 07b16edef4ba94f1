// Photos and sound of a case: taking them, saying what they show.
import { beforeLeaving } from "../app.js";
import { listen } from "../bus.js";
import { view } from "../checkouts.js";
import { fill, h, icon } from "../dom.js";
import { keep } from "../evidence.js";
import { form, wordsOf } from "../forms.js";
import { add } from "../outbox.js";
import { evidenceOf, newestEvidence } from "../uploads.js";
import { moment, size, t } from "../words.js";
import { homeScreen } from "./home.js";
import { takePhotos } from "./photo-button.js";
import { stateOf } from "./question.js";

const PAGE = 24;

export async function evidenceScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const list = h("div", {});
  const show = () => drawList(app, seen, list, PAGE).catch((error) => app.report("evidence", error));
  await show();
  let timer = 0;
  const soon = () => {
    timer ||= setTimeout(() => {
      timer = 0;
      show();
    }, 300); // fifty photos come at once
  };
  const sound = recorder(app, seen);
  const stops = [listen("evidence", soon), () => clearTimeout(timer)];
  return {
    title: t("Photos and sound"),
    back: `#/case/${id}`,
    isForm: true,
    leave: async () => {
      await sound.end();
      stops.forEach((stop) => stop());
    },
    node: h("fieldset", { class: "ef-bare ef-stack", disabled: seen.isFrozen },
      h("div", { class: "ef-actions" }, takePhotos(app, seen), sound.node),
      h("p", { class: "ef-hint" }, t("Time and place are noted with each. Photos are made smaller here; the hash of the original is kept.")),
      list,
      seen.live.files.length ? h("section", { class: "ef-section" }, h("h2", {}, t("Already on the server")), h("ul", { class: "ef-lines" }, seen.live.files.map((f) => h("li", {}, f.caption || f.name, h("span", { class: "ef-quiet" }, ` ${moment(f.at)} · ${size(f.size)}`))))) : ""),
  };
}

async function drawList(app, seen, box, most) {
  const [rows, all] = await Promise.all([newestEvidence(app.db, seen.id, most), evidenceOf(app.db, seen.id)]);
  const files = await Promise.all(rows.map((row) => app.store.opened(row)));
  const more = all > most ? h("button", { class: "ef-button", onclick: () => drawList(app, seen, box, most + 4 * PAGE) }, t("Show more ({n})", { n: all - most })) : "";
  const cards = await Promise.all(files.map((file) => card(app, seen, file)));
  fill(box, rows.length ? h("ul", { class: "ef-photos" }, cards) : h("p", { class: "ef-empty" }, t("No photo or recording yet.")), more);
}

async function card(app, seen, file) {
  const [kind, name, words] = stateOf({ state: file.state });
  const said = seen.commands.filter((c) => c.kind === "evidence.describe" && c.body.upload === file.id).at(-1);
  const caption = said?.body.caption ?? file.caption;
  const picture = file.thumb ? h("img", { src: file.thumb, alt: caption || t("Photo of {when}", { when: moment(file.taken_at) }), loading: "lazy" }) : h("span", { class: "ef-sound" }, icon("mic"), `${file.seconds ?? 0} s`);
  const meta = h("p", { class: "ef-quiet" }, moment(file.taken_at), file.question ? ` · ${file.question}` : "", file.lat === null ? ` · ${t("no place")}` : "", ` · ${size(file.size)}`);
  const describe = await form(app, {
    fields: [{ name: "caption", label: t("What it shows"), kind: "text", max: 500, value: caption }],
    label: t("Save"),
    submit: async ({ caption: text }) => {
      await add(app.store, { kind: "evidence.describe", checkout: seen.id, target: `evidence:${file.id}`, needs: [file.id], body: { upload: file.id, caption: text, question: file.question, findings: [] }, label: t("Caption: {text}", { text }) }, seen.commands.filter((c) => c.target === `evidence:${file.id}`));
      fill(state, icon("check"), t("Saved on this device"));
    },
  });
  const state = h("p", { class: `ef-saved ec-${kind}` }, icon(name), words, file.message ? `: ${file.message}` : "");
  return h("li", { class: "ef-photo", "data-file": file.id }, picture, h("div", {}, meta, state, h("details", {}, h("summary", {}, caption || t("Say what it shows")), describe)));
}

// --- Sound ----------------------------------------------------------------------------------
const MIMES = ["audio/webm", "audio/mp4", "audio/ogg"];

/** {node, end()}: a recording ends, and is kept, with the screen or the lock: nothing said is lost. */
function recorder(app, seen) {
  const said = h("span", { class: "ef-quiet", role: "status" });
  const words = h("span", {}, t("Record sound"));
  const button = h("button", { type: "button", class: "ef-button" }, icon("mic"), words, said);
  let running = null;
  const stopped = async () => {
    const { chunks, mime, began, clock, forget } = running;
    clearInterval(clock);
    forget();
    running = null;
    words.textContent = t("Record sound");
    button.classList.remove("ef-danger");
    const blob = new Blob(chunks, { type: mime });
    const ending = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" }[mime];
    try {
      await keep(app, { checkout: seen.id, blob, kind: "sound", name: `sound.${ending}`, seconds: Math.round((Date.now() - began) / 1000) });
      said.textContent = t("{n} kept", { n: 1 });
    } catch (error) {
      said.textContent = wordsOf(app, error);
    }
  };
  const end = () => running?.stop();
  button.addEventListener("click", async () => {
    if (running) return running.stop();
    try {
      app.demandWriter();
      running = await listenTo(stopped);
      running.forget = beforeLeaving(app, async () => end());
      words.textContent = t("Stop");
      button.classList.add("ef-danger");
      running.clock = setInterval(() => (said.textContent = `${Math.round((Date.now() - running.began) / 1000)} s`), 500);
    } catch (error) {
      running = null;
      said.textContent = error.kind ? wordsOf(app, error) : t("The microphone cannot be used here.");
    }
    return undefined;
  });
  return { node: button, end: async () => end() };
}

/** A running recording; ``stop()`` resolves when ``kept()`` has kept what was heard. */
async function listenTo(kept) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mime = MIMES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, { mimeType: mime, audioBitsPerSecond: 32_000 });
  let tell;
  const ended = new Promise((done) => (tell = done));
  const chunks = [];
  recorder.addEventListener("dataavailable", (event) => event.data.size && chunks.push(event.data));
  recorder.addEventListener("stop", () => {
    stream.getTracks().forEach((track) => track.stop());
    kept().then(tell);
  });
  recorder.start(1000);
  const stop = () => {
    if (recorder.state !== "inactive") recorder.stop();
    return ended;
  };
  return { stop, chunks, mime, began: Date.now() };
}
