// Light, dark or as the device: the choice is kept by theme.js.
export function themeButtons() {
  const buttons = [...document.querySelectorAll("[data-theme-choice-button]")];
  const mark = () => {
    const choice = document.documentElement.dataset.themeChoice ?? "device";
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.value === choice));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      window.ecmsTheme?.set(button.value);
      mark();
    });
  }
  mark();
}
