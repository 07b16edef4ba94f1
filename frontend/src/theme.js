// Loaded before the first paint: sets light or dark as chosen, else as the device prefers.
const KEY = "ecms-theme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

function chosen() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off: follow the device
  }
}

function apply() {
  const choice = chosen();
  const theme = choice === "light" || choice === "dark" ? choice : dark.matches ? "dark" : "light";
  document.documentElement.dataset.bsTheme = theme;
  document.documentElement.dataset.themeChoice = choice ?? "device";
  document.dispatchEvent(new CustomEvent("ecms:theme", { detail: { theme } }));
}

window.ecmsTheme = {
  set(choice) {
    try {
      if (choice === "device") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // not remembered, still applied below
    }
    apply();
  },
};
dark.addEventListener("change", apply);
apply();
document.documentElement.classList.add("js");
