// The new version that waits, and the button to use it.
import { h } from "../dom.js";
import { applyUpdate, updateWaits } from "../update.js";
import { t } from "../words.js";

/** The notice of a new version; an empty string where none waits. */
export async function updateNotice(app) {
  if (!(await updateWaits())) return "";
  const said = h("p", { role: "status" }, t("A new version of ECMS is ready."));
  const take = async () => {
    await Promise.all([...app.leaving].map((save) => save())); // what is typed is kept before the page goes
    if (!(await applyUpdate())) said.textContent = t("A form is open in another tab of this device. Save or close it, then use the new version.");
  };
  return h("div", { class: "ef-notice ec-info" }, said, h("button", { class: "ef-button", onclick: take }, t("Use it now")));
}
