// Behaviour of every page. Each part finds its own data-attributes; pages work without it.
import { autosave } from "./js/autosave.js";
import { bell } from "./js/bell.js";
import { centre } from "./js/centre.js";
import { checkAll } from "./js/check-all.js";
import { dates } from "./js/dates.js";
import { errors } from "./js/errors.js";
import { files } from "./js/files.js";
import { fill } from "./js/fill.js";
import { hotkeys } from "./js/hotkeys.js";
import { htmxHooks } from "./js/htmx-hooks.js";
import { keepAnswers, watchAnswers } from "./js/keep-answers.js";
import { menus } from "./js/menus.js";
import { once } from "./js/once.js";
import { place } from "./js/place.js";
import { showWhen } from "./js/show-when.js";
import { tabs } from "./js/tabs.js";
import { themeButtons } from "./js/theme-buttons.js";

// Parts that prepare elements run again over what htmx swaps in.
const prepare = (root) => [dates, files, showWhen, autosave, keepAnswers, place, centre].forEach((part) => part(root));

function start() {
  menus();
  bell();
  themeButtons();
  checkAll();
  once();
  hotkeys();
  fill();
  tabs();
  watchAnswers();
  prepare(document);
  errors(document);
  htmxHooks((root) => {
    prepare(root);
    errors(root);
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
