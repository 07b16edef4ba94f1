// Reads a QR code with the camera: by the browser itself where it can, else by the library, so that
// tablets and browsers without a detector of their own (iPad, Firefox) read badges too.
import { BarcodeDetector as Library } from "qr/decode.js";

const PAUSE = 150; // ms between two looks: enough for a hand, little for the battery
const QR = { formats: ["qr_code"] };

export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

async function detector() {
  const own = globalThis.BarcodeDetector;
  const known = (await own?.getSupportedFormats().catch(() => [])) ?? [];
  return known.includes("qr_code") ? new own(QR) : new Library(QR);
}

/**
 * Shows the camera in ``video`` until a code is seen for which ``wanted(text)`` gives something, and
 * gives that; null when the page went on before. ``began(stream)`` is told what to stop then.
 * Throws where the camera is refused.
 */
export async function readCode(video, wanted, began = () => {}) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  began(stream);
  try {
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const eye = await detector();
    while (stream.active && document.contains(video)) {
      const codes = await eye.detect(video).catch(() => []);
      for (const { rawValue } of codes) {
        const found = wanted(rawValue);
        if (found) return found;
      }
      await new Promise((go) => setTimeout(go, PAUSE));
    }
    return null;
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.hidden = true;
  }
}
