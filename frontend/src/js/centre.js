// A wide drawing begins where it matters: [data-centre="selector"] scrolls that part into its middle.
export function centre(root) {
  root.querySelectorAll("[data-centre]").forEach((frame) => {
    const part = frame.querySelector(frame.dataset.centre)?.getBoundingClientRect();
    if (!part) return;
    const box = frame.getBoundingClientRect();
    frame.scrollLeft += part.left + part.width / 2 - box.left - box.width / 2;
  });
}
