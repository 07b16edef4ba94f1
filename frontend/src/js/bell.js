// The bell is a link to the list; here it drops the last unread messages down. Only a plain click:
// with a key held it opens the list in a tab of its own, and so it does when nothing comes.
export function bell() {
  const link = document.querySelector("[data-bell]");
  const panel = document.getElementById("bell-panel");
  if (!link || !panel || !window.htmx) return;
  const show = (shown) => {
    panel.hidden = !shown;
    link.setAttribute("aria-expanded", String(shown));
  };
  link.setAttribute("role", "button");
  link.setAttribute("aria-controls", panel.id);
  show(false);
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!panel.hidden) return show(false);
    window.htmx.ajax("GET", link.dataset.bell, { target: panel, swap: "innerHTML" }).catch(() => {});
  };
  link.addEventListener("click", press);
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") press(event);
  });
  panel.addEventListener("htmx:afterSettle", () => {
    if (!panel.hidden) return;
    show(true);
    const heading = panel.querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
  });
  document.addEventListener("click", (event) => {
    if (!panel.hidden && event.target.isConnected && !panel.parentElement.contains(event.target)) show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    show(false);
    link.focus();
  });
}
