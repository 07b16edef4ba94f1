// The error summary takes the focus; its links go to the field itself, label in sight.
export function errors(root) {
  const summary = root.querySelector?.("[data-focus-on-load]");
  summary?.focus();
  for (const link of root.querySelectorAll?.(".ec-error-summary a[href^='#']") ?? []) {
    link.addEventListener("click", (event) => {
      const field = document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      const frame = field.closest(".ec-field") ?? field;
      frame.closest("details:not([open])")?.setAttribute("open", "");
      frame.scrollIntoView({ block: "start" });
      const focusable = field.matches("input, select, textarea, button")
        ? field
        : field.querySelector("input, select, textarea");
      (focusable ?? field).focus({ preventScroll: true });
    });
  }
}
