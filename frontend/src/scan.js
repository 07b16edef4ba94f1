// Reads the QR code of a badge with the camera where the browser can (BarcodeDetector); the field
// and the camera app of the phone do without it.
const BADGE = /\/b\/([a-z2-7]{16})\/?$/;

function tell(box, words) {
  box.querySelector("[data-scan-words]").textContent = words;
}

async function look(box, video, stream) {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  while (stream.active && document.contains(video)) {
    const codes = await detector.detect(video).catch(() => []);
    const found = codes.map((code) => code.rawValue.match(BADGE)).find(Boolean);
    if (found) {
      stream.getTracks().forEach((track) => track.stop());
      // Only the code is taken: the address is always one of this site.
      window.location.assign(`/b/${found[1]}/`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

async function begin(box, button) {
  const video = box.querySelector("video");
  button.disabled = true;
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    await look(box, video, stream);
  } catch {
    tell(box, box.dataset.scan);
    button.disabled = false;
  }
}

function start() {
  const box = document.querySelector("[data-scan]");
  if (!box || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  box.hidden = false;
  const button = box.querySelector("[data-scan-start]");
  button.addEventListener("click", () => begin(box, button));
}

start();
