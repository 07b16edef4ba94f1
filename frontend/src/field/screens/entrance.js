// Before work: who is here, setting up the device, the PIN.
import { App } from "../app.js";
import { h, icon } from "../dom.js";
import { wordsOf } from "../forms.js";
import { installTips, askPersistence } from "../install.js";
import { evicted } from "../people.js";
import { TRIES, WrongPin } from "../vault.js";
import { currentLanguage, moment, t } from "../words.js";

const PIN = /^\d{6,12}$/;
const PATTERNS = /^(?:(\d{1,3})\1+|(?:(\d)\2)+)$/; // 111111, 121212, 123123, 112233
const LOGIN = "/accounts/login/?next=/field/";

export async function entrance(desk) {
  const { session, known } = desk;
  const mine = session && known.find((person) => String(person.id) === String(session.user.id));
  const gone = await evicted();
  const content = mine ? await pinScreen(desk, mine) : await chooser(desk);
  return h(
    "main", { class: "ef-entrance", id: "main" },
    languages(desk),
    desk.message ? h("div", { class: "ef-notice ec-info", role: "status" }, h("p", {}, desk.message)) : "",
    gone.length || desk.isLost ? lostNotice() : "",
    content,
  );
}

const lostNotice = () =>
  h("div", { class: "ef-notice ec-danger", role: "alert" }, h("p", {},
    h("strong", {}, t("This browser has removed field data that was on this device.")), " ",
    t("What had been sent is safe on the server. Check your cases out again; if you have a backup file, import it under Device. Install ECMS on the home screen so that this does not happen again.")));

function languages({ chooseLanguage }) {
  const other = currentLanguage() === "vi" ? ["en", "English"] : ["vi", "Tiếng Việt"];
  return h("p", { class: "ef-language" }, h("button", { class: "ef-button ef-quiet-button", lang: other[0], onclick: () => chooseLanguage(other[0]) }, other[1]));
}

// --- Nobody known, or another one -------------------------------------------------------------
async function chooser(desk) {
  const { session, known } = desk;
  if (session) return setUp(desk);
  const rows = known.map((person) =>
    h("li", {}, h("button", { class: "ef-person", onclick: async (e) => replace(e, await pinScreen(desk, person)) }, icon("person"), h("span", {}, h("strong", {}, person.name), h("small", {}, person.unit ?? "")))));
  return h("section", { class: "ef-sheet" },
    h("h1", { tabindex: "-1" }, t("Field work")),
    rows.length ? h("p", {}, t("Who is working on this device?")) : h("p", {}, t("Sign in once while you are online to set up this device. After that you can work without a network.")),
    h("ul", { class: "ef-people" }, rows),
    h("a", { class: `ef-button ${rows.length ? "" : "ef-primary"}`, href: LOGIN }, rows.length ? t("Sign in as somebody else") : t("Sign in")));
}

const replace = (event, node) => {
  event.target.closest("section").replaceWith(node);
  node.querySelector("input, h1")?.focus();
};

// --- First time -------------------------------------------------------------------------------
function setUp({ session, opened }) {
  const person = session.user;
  const one = pinInput("new-pin", t("PIN, 6 to 12 digits"));
  const two = pinInput("new-pin-again", t("The same PIN again"));
  const fault = h("p", { class: "ef-fault", role: "alert", hidden: true });
  const button = h("button", { class: "ef-button ef-primary", type: "submit" }, t("Set up this device"));
  const node = h("form", { class: "ef-sheet", novalidate: true },
    h("h1", { tabindex: "-1" }, t("Set up this device")),
    h("p", {}, t("Signed in as {name}.", { name: person.name })),
    h("p", { class: "ef-hint" }, t("Everything that is kept on this device is encrypted. The PIN opens it; it is not your password and never leaves the device.")),
    one.node, two.node, fault, h("div", { class: "ef-actions" }, button));
  node.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = pinFault(one.input.value, two.input.value);
    tell(fault, words);
    if (words || button.disabled) return;
    button.disabled = true;
    try {
      const app = new App(person);
      const code = await app.begin(one.input.value);
      node.closest("main").replaceChildren(welcome(app, code, opened));
    } catch (error) {
      tell(fault, wordsOf(null, error));
      button.disabled = false;
    }
  });
  return h("section", {}, node);
}

/** Whether it is among the first that anybody tries: a pattern, a run up or down, two digits only. */
function isEasy(pin) {
  const steps = new Set([...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10));
  const isRun = steps.size === 1 && (steps.has(1) || steps.has(9));
  return isRun || PATTERNS.test(pin) || new Set(pin).size < 3;
}

function pinFault(one, two) {
  if (!PIN.test(one)) return t("Type 6 to 12 digits.");
  if (isEasy(one)) return t("This PIN is too easy to guess. Choose another one.");
  return one === two ? "" : t("The two PINs are not the same.");
}

function tell(node, words) {
  node.textContent = words;
  node.hidden = !words;
}

function pinInput(name, label) {
  const id = `pin-${name}`;
  const input = h("input", { id, name, type: "password", inputmode: "numeric", autocomplete: "off", maxlength: 12, class: "ef-input ef-pin" });
  return { input, node: h("div", { class: "ef-field" }, h("label", { for: id }, label), input) };
}

function welcome(app, code, opened) {
  const asked = h("p", { class: "ef-hint", role: "status" });
  const keep = h("button", { class: "ef-button", type: "button", onclick: async () => (asked.textContent = (await askPersistence()) ? t("Granted: the browser will not remove the data by itself.") : t("Not granted. Install ECMS on the home screen, then ask again under Device.")) }, icon("shield-check"), t("Keep the data on this device"));
  return h("section", { class: "ef-sheet" },
    h("h1", { tabindex: "-1" }, t("This device is ready")),
    h("ol", { class: "ef-steps" },
      h("li", {}, h("strong", {}, t("Write down your recovery code.")), h("p", { class: "ef-code", "data-recovery": true }, code), h("p", { class: "ef-hint" }, t("It opens your data when the PIN is forgotten or was typed wrong {n} times. It is shown only now.", { n: TRIES }))),
      h("li", {}, h("strong", {}, t("Ask the browser to keep the data.")), h("p", {}, keep), asked),
      h("li", {}, h("strong", {}, t("Put ECMS on the home screen.")), installTips())),
    h("div", { class: "ef-actions" }, h("button", { class: "ef-button ef-primary", onclick: () => opened(app) }, t("I wrote it down, begin"))));
}

// --- PIN --------------------------------------------------------------------------------------
async function pinScreen(desk, person) {
  const app = new App(person);
  if (await app.isNew()) {
    desk.isLost = true; // who is known here had a vault; an empty database may be there anew
    return desk.session ? setUp(desk) : chooserOnly(person);
  }
  const pin = pinInput("pin", t("PIN"));
  const fault = h("p", { class: "ef-fault", role: "alert", hidden: true });
  const button = h("button", { class: "ef-button ef-primary", type: "submit" }, t("Open"));
  const form = h("form", { class: "ef-sheet", novalidate: true },
    h("h1", { tabindex: "-1" }, person.name), h("p", { class: "ef-quiet" }, person.unit ?? ""),
    pin.node, fault, h("div", { class: "ef-actions" }, button,
      h("button", { type: "button", class: "ef-button ef-quiet-button", onclick: (e) => replace(e, recoveryScreen(desk, person, app)) }, t("PIN forgotten"))));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.disabled) return;
    button.disabled = true;
    try {
      await app.unlock(pin.input.value);
      await desk.opened(app);
    } catch (error) {
      tell(fault, error instanceof WrongPin ? wrong(error) : wordsOf(null, error));
      pin.input.value = "";
      pin.input.focus();
      button.disabled = false;
    }
  });
  return h("section", {}, form);
}

function wrong({ left, until, isTried }) {
  if (!left) return t("The PIN was wrong too often. Use the recovery code.");
  const more = t("{n} tries left.", { n: left });
  if (!isTried) return `${t("This PIN was not tried: wait until {when}.", { when: moment(until + 59_999).slice(-5) })} ${more}`;
  return until > Date.now() ? `${t("Wrong PIN. Wait until {when}.", { when: moment(until + 59_999).slice(-5) })} ${more}` : `${t("Wrong PIN.")} ${more}`;
}

const chooserOnly = (person) =>
  h("section", { class: "ef-sheet" }, h("h1", { tabindex: "-1" }, person.name), h("p", {}, t("Nothing of this person is on this device. Sign in while you are online to set it up.")), h("a", { class: "ef-button ef-primary", href: LOGIN }, t("Sign in")));

function recoveryScreen(desk, person, app) {
  const code = h("input", { id: "recovery", class: "ef-input", "aria-describedby": "recovery-hint", maxlength: 40, autocomplete: "off", autocapitalize: "characters", spellcheck: "false" });
  const one = pinInput("new-pin", t("New PIN, 6 to 12 digits"));
  const two = pinInput("new-pin-again", t("The same PIN again"));
  const fault = h("p", { class: "ef-fault", role: "alert", hidden: true });
  const form = h("form", { class: "ef-sheet", novalidate: true },
    h("h1", { tabindex: "-1" }, t("PIN forgotten")),
    h("div", { class: "ef-field" }, h("label", { for: "recovery" }, t("Recovery code")), h("p", { class: "ef-hint", id: "recovery-hint" }, t("The 20 letters and digits that you wrote down when this device was set up. Without it and without the PIN nobody can read what was not sent.")), code),
    one.node, two.node, fault, h("div", { class: "ef-actions" }, h("button", { class: "ef-button ef-primary", type: "submit" }, t("Set the new PIN")),
      h("button", { type: "button", class: "ef-button ef-quiet-button", onclick: async (e) => replace(e, await pinScreen(desk, person)) }, t("Back"))));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = pinFault(one.input.value, two.input.value);
    tell(fault, words);
    if (words) return;
    try {
      await app.recover(code.value, one.input.value);
      await desk.opened(app);
    } catch (error) {
      tell(fault, error instanceof WrongPin ? t("This is not the recovery code of this device.") : wordsOf(null, error));
    }
  });
  return h("section", {}, form);
}
