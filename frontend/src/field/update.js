// The service worker: registered at start; a new one takes over only while no form is open in any
// tab (a shared lock says so), then the page is loaded anew.
let registration = null;
let release = null;
let fresh = false;

export async function watchUpdates() {
  if (!("serviceWorker" in navigator)) return;
  try {
    registration = await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/", updateViaCache: "none" });
  } catch {
    return; // offline at the first visit, or refused by the browser: the page works while online
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (fresh) location.reload(); // the first worker of all takes over without anybody asking
  });
}

/** Tells the other tabs whether somebody is filling something in here. */
export function formIsOpen(isOpen) {
  if (isOpen && !release) {
    release = () => {};
    navigator.locks.request("ecms-field-form", { mode: "shared" }, () => new Promise((done) => (release = done)));
  } else if (!isOpen && release) {
    release();
    release = null;
  }
}

export const updateWaits = () => Boolean(registration?.waiting);

/** Lets the waiting worker take over, unless a form is open in some tab; whether it may. */
export async function applyUpdate() {
  if (!registration?.waiting) return true;
  return navigator.locks.request("ecms-field-form", { ifAvailable: true }, (lock) => {
    if (!lock) return false;
    fresh = true;
    registration.waiting.postMessage("take over");
    return true;
  });
}
