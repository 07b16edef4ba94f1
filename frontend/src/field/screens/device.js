// This device: room, promise, backup, language, lock, leaving.
import { makeBackup, NotABackup, readBackup } from "../backup.js";
import { tell } from "../bus.js";
import { fill, h, icon } from "../dom.js";
import { form, Invalid } from "../forms.js";
import { askPersistence, installTips, room, roomWords } from "../install.js";
import { unsent } from "../outbox.js";
import { WrongPin } from "../vault.js";
import { currentLanguage, moment, t } from "../words.js";
import { updateNotice } from "./update-button.js";

export async function deviceScreen(app) {
  const space = await room();
  const waiting = await unsent(app.db);
  return {
    title: t("Device"),
    isForm: true,
    node: h("div", { class: "ef-stack" },
      h("section", { class: "ef-sheet" }, h("h2", {}, app.user.name), h("p", { class: "ef-quiet" }, app.user.unit ?? ""), h("p", {}, t("Device {label}", { label: await app.label() })), clockPart(app),
        h("div", { class: "ef-actions" }, h("button", { class: "ef-button ef-primary", onclick: () => app.lock() }, icon("lock"), t("Lock now")), language())),
      storagePart(space),
      h("section", { class: "ef-sheet" }, h("h2", {}, t("Home screen")), installTips(), await updateNotice(app)),
      await backupPart(app),
      leavePart(waiting)),
  };
}

const language = () => {
  const [code, words] = currentLanguage() === "vi" ? ["en", "English"] : ["vi", "Tiếng Việt"];
  return h("button", { class: "ef-button", lang: code, onclick: () => tell("language", code) }, icon("translate"), words);
};

function clockPart(app) {
  if (app.offset === null) return h("p", { class: "ef-hint" }, t("The clock of this device has not been compared with the server yet."));
  const minutes = Math.round(Math.abs(app.offset) / 60_000);
  if (minutes < 3) return h("p", { class: "ef-hint" }, t("The clock agrees with the server."));
  return h("p", { class: "ef-notice ec-warning" }, t("The clock of this device is {n} minutes off. Days are taken from the server’s clock: today is {day}.", { n: minutes, day: moment(Date.now() - app.offset).slice(0, 10) }));
}

function storagePart(space) {
  const said = h("p", { class: "ef-hint", role: "status" }, space.kept ? t("Granted: the browser will not remove the data by itself.") : t("The browser may remove the data when it needs room."));
  const ask = async () => (said.textContent = (await askPersistence()) ? t("Granted: the browser will not remove the data by itself.") : t("Not granted. Install ECMS on the home screen, then ask again under Device."));
  return h("section", { class: "ef-sheet" }, h("h2", {}, t("Room on this device")), h("p", {}, roomWords(space)), space.quota ? h("progress", { max: space.quota, value: space.usage, "aria-label": t("Room on this device") }) : "",
    space.isShort ? h("p", { class: "ef-notice ec-warning" }, t("Little room is left. Send what waits: photos leave the device when the server has confirmed them.")) : "",
    said, space.kept ? "" : h("button", { class: "ef-button", onclick: ask }, icon("shield-check"), t("Keep the data on this device")));
}

// --- Backup -----------------------------------------------------------------------------------
async function backupPart(app) {
  const said = h("p", { class: "ef-hint", role: "status" });
  const out = async () => {
    const file = await makeBackup(app);
    const link = h("a", { href: URL.createObjectURL(file), download: `ecms-field-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.backup` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    said.textContent = t("The backup file is sealed with your PIN. Keep it where only you find it.");
  };
  const input = h("input", { type: "file", accept: ".backup", class: "ef-input", "aria-label": t("Backup file") });
  const into = await form(app, {
    fields: [{ name: "pin", label: t("PIN under which the backup was made"), required: true }],
    extra: h("div", { class: "ef-field" }, h("p", { class: "ef-label" }, t("Backup file")), input),
    label: t("Import"),
    submit: async ({ pin }) => {
      if (!input.files[0]) throw new Invalid([{ field: "", words: t("Choose the backup file.") }]);
      const count = await readBackup(app, input.files[0], pin).catch((error) => {
        if (error instanceof WrongPin) throw new Invalid([{ field: "pin", words: t("This PIN does not open the backup.") }]);
        if (error instanceof NotABackup) throw new Invalid([{ field: "", words: error.message || t("This is not a backup file of ECMS.") }]);
        throw error;
      });
      fill(said, t("{n} items were put back.", { n: count }));
      input.value = "";
      app.sync.run();
    },
  });
  const pin = into.fields.pin.input;
  pin.type = "password";
  pin.inputMode = "numeric";
  return h("section", { class: "ef-sheet" }, h("h2", {}, t("Backup file")), h("div", { class: "ef-actions" }, h("button", { class: "ef-button", onclick: out }, icon("download"), t("Export a backup file"))), said, h("details", {}, h("summary", {}, t("Import a backup file")), into));
}

// --- Leaving ----------------------------------------------------------------------------------
function leavePart(waiting) {
  const warning = waiting ? h("p", { class: "ef-notice ec-warning", "data-unsent": String(waiting) }, t("Not sent yet: {n}. What waits stays on this device, and can be sent only after you sign in again.", { n: waiting })) : h("p", { class: "ef-hint" }, t("Everything was sent. Signing out leaves nothing behind that somebody else could read."));
  return h("section", { class: "ef-sheet" }, h("h2", {}, t("Sign out")), warning, h("a", { class: "ef-button", href: "/accounts/logout/" }, waiting ? t("Sign out all the same") : t("Sign out")));
}
