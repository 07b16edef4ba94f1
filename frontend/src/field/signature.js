// Signing on the glass: strokes with their times, and the image of them.
import { h } from "./dom.js";

const RATIO = 2;

/** {node, isEmpty(), strokes(), image(), clear()}; points are [x, y, ms since the first]. */
export function pad(label) {
  const canvas = h("canvas", { class: "ef-pad", role: "img", "aria-label": label, tabindex: "0" });
  let strokes = [];
  let current = null;
  let began = 0;
  const size = () => {
    const box = canvas.getBoundingClientRect();
    canvas.width = Math.round(box.width * RATIO);
    canvas.height = Math.round(box.height * RATIO);
    paint(canvas, strokes);
  };
  const point = (event) => {
    const box = canvas.getBoundingClientRect();
    began ||= event.timeStamp;
    return [event.clientX - box.left, event.clientY - box.top, event.timeStamp - began].map(Math.round);
  };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    if (canvas.closest("fieldset:disabled")) return;
    if (!canvas.width || canvas.width !== Math.round(canvas.getBoundingClientRect().width * RATIO)) size();
    canvas.setPointerCapture(event.pointerId);
    current = [point(event)];
    strokes.push(current);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!current) return;
    for (const moved of event.getCoalescedEvents?.() ?? [event]) current.push(point(moved));
    paint(canvas, strokes);
  });
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => (current = null));
  return {
    node: canvas,
    isEmpty: () => strokes.reduce((sum, stroke) => sum + stroke.length, 0) < 5,
    strokes: () => strokes,
    image: () => new Promise((done) => canvas.toBlob(done, "image/png")),
    clear() {
      strokes = [];
      began = 0;
      paint(canvas, strokes);
    },
  };
}

function paint(canvas, strokes) {
  const pen = canvas.getContext("2d");
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(RATIO, 0, 0, RATIO, 0, 0);
  Object.assign(pen, { lineWidth: 2.2, lineCap: "round", lineJoin: "round", strokeStyle: "#10233f" });
  for (const stroke of strokes) {
    pen.beginPath();
    stroke.forEach(([x, y], index) => (index ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.stroke();
  }
}
