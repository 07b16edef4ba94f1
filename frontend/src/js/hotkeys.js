// Keys for long checklists on a desktop: data-hotkey="y" on a button, link or radio inside a
// [data-hotkeys] block. The block that holds the focus (or the first in view) gets the key;
// "j"/"k" go to the next or previous block. Nothing happens while somebody types.
const TYPING = "input:not([type=radio]):not([type=checkbox]):not([type=button]), textarea, select, [contenteditable]";

const blocks = () => [...document.querySelectorAll("[data-hotkeys]")].filter((b) => b.offsetParent);

function current() {
  const held = document.activeElement?.closest("[data-hotkeys]");
  if (held) return held;
  return blocks().find((block) => block.getBoundingClientRect().bottom > 90);
}

function move(step) {
  const all = blocks();
  const next = all[all.indexOf(current()) + step];
  if (!next) return;
  next.scrollIntoView({ block: "center" });
  (next.querySelector("input:checked, input, button, a") ?? next).focus({ preventScroll: true });
}

export function hotkeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.matches?.(TYPING) || !blocks().length) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      event.preventDefault();
      move(key === "j" ? 1 : -1);
      return;
    }
    const target = current()?.querySelector(`[data-hotkey="${CSS.escape(key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.focus({ preventScroll: true });
    target.click();
  });
}
