// The service worker: a new one takes over only while no form is open in any tab (a shared lock
// says so), then this page is loaded anew. At the entrance that happens by itself, elsewhere by
// hand: loading anew asks for the PIN.
import { tell } from "./bus.js";

const FORM = "ecms-field-form";
const PATIENCE = 700; // ms
let form = null; // {end, ended} of the lock that is held while something is filled in here
let isMine = false; // whether this tab asked the new worker to take over

const worker = () => navigator.serviceWorker;
const registered = () => worker()?.getRegistration("/field/");

export async function watchUpdates() {
  if (!worker()) return;
  worker().addEventListener("controllerchange", () => {
    if (isMine) location.reload();
  });
  try {
    const registration = await worker().register("/field/sw.js", { scope: "/field/", updateViaCache: "none" });
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", () => tell("update"));
    });
  } catch {
    // Offline at the first visit, or refused by the browser: the page works while online.
  }
}

/** Asks the server for a new version: a page that stays open for days does not find it otherwise. */
export async function lookForUpdate() {
  const registration = await registered();
  if (registration && !registration.waiting) await registration.update().catch(() => {});
}

/** Tells the other tabs whether somebody is filling something in here; resolves when they know. */
export async function formIsOpen(isOpen) {
  if (isOpen === Boolean(form)) return;
  if (isOpen) {
    let end;
    const open = new Promise((done) => (end = done));
    form = { end, ended: navigator.locks.request(FORM, { mode: "shared" }, () => open) };
    return;
  }
  const { end, ended } = form;
  form = null;
  end();
  await ended;
}

export const updateWaits = async () => Boolean((await registered())?.waiting);

/** Lets the waiting worker take over; false where a form is open in another tab. */
export async function applyUpdate() {
  const waiting = (await registered())?.waiting;
  if (!waiting) return true;
  await formIsOpen(false);
  // A lock that was just released here is not always free at once: it is waited for a little.
  const takeOver = () => {
    isMine = true;
    waiting.postMessage("take over");
    return true;
  };
  return navigator.locks.request(FORM, { signal: AbortSignal.timeout(PATIENCE) }, takeOver).catch(() => false);
}
