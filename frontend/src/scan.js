// Reads the QR code of a badge with the camera; the field and the camera app of the phone do
// without it.
import { hasCamera, readCode } from "./js/qr.js";

const BADGE = /\/b\/([a-z2-7]{16})\/?$/;

async function begin(box, button) {
  button.disabled = true;
  try {
    const found = await readCode(box.querySelector("video"), (text) => text.match(BADGE)?.[1]);
    // Only the code is taken: the address is always one of this site.
    if (found) window.location.assign(`/b/${found}/`);
  } catch {
    box.querySelector("[data-scan-words]").textContent = box.dataset.scan;
    button.disabled = false;
  }
}

function start() {
  const box = document.querySelector("[data-scan]");
  if (!box || !hasCamera()) return;
  box.hidden = false;
  const button = box.querySelector("[data-scan-start]");
  button.addEventListener("click", () => begin(box, button));
}

start();
