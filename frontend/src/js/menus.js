// Menus are <details>: Escape and a click elsewhere close them. The navigation button on phones
// is a link to #nav that works by :target; here it becomes a button that opens and closes.
export function menus() {
  const open = () => document.querySelectorAll("details.ec-menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  const button = document.querySelector("[data-nav-button]");
  const nav = document.getElementById("nav");
  if (!button || !nav) return;
  button.setAttribute("role", "button");
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", "nav");
  const toggle = (event) => {
    event.preventDefault();
    const shown = nav.classList.toggle("is-open");
    button.setAttribute("aria-expanded", String(shown));
    if (shown) nav.querySelector("a")?.focus();
  };
  button.addEventListener("click", toggle);
  button.addEventListener("keydown", (event) => {
    if (event.key === " ") toggle(event);
  });
}
