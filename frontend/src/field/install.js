// Keeping the data: the home screen, the browser's promise, how full the device is.
import { h } from "./dom.js";
import { size, t } from "./words.js";

let offer = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
});

const RESERVE = 30 * 1024 * 1024; // no photo takes it: answers and the sync need room to the last

export const isInstalled = () => matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;

export function installTips() {
  if (isInstalled()) return h("p", { class: "ef-hint" }, t("Done: ECMS was opened from the home screen."));
  if (/iPhone|iPad/.test(navigator.userAgent)) {
    return h("p", { class: "ef-hint" }, t("In Safari: Share, then “Add to Home Screen”, and always open ECMS from there. Otherwise iOS removes the data after seven days without use."));
  }
  if (!offer) return h("p", { class: "ef-hint" }, t("In the menu of the browser choose “Install app” or “Add to home screen”, and open ECMS from there."));
  return h("p", {}, h("button", { class: "ef-button", type: "button", onclick: () => offer.prompt() }, t("Install ECMS")));
}

/** Must come from a click: some browsers ask the person. */
export async function askPersistence() {
  return Boolean(await navigator.storage?.persist?.());
}

export async function room() {
  const [estimate, kept] = await Promise.all([navigator.storage?.estimate?.(), navigator.storage?.persisted?.()]);
  const { usage = 0, quota = 0 } = estimate ?? {};
  return { usage, quota, kept: Boolean(kept), isShort: quota > 0 && quota - usage < RESERVE };
}

export const roomWords = ({ usage, quota }) => t("{used} used of {quota}", { used: size(usage), quota: size(quota) });
