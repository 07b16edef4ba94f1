// A calendar button beside d/m/Y fields. The browser's own picker is only the calendar; what is
// written and sent stays day/month/year, whatever language the browser speaks.
const two = (text) => text.padStart(2, "0");

export function toIso(text) {
  const found =
    text.trim().match(/^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/) ??
    text.trim().match(/^(\d{2})(\d{2})(\d{4})$/);
  return found ? `${found[3]}-${two(found[2])}-${two(found[1])}` : "";
}

export function fromIso(iso) {
  const [year, month, day] = iso.split("-");
  return day ? `${day}/${month}/${year}` : "";
}

export function dates(root) {
  for (const input of root.querySelectorAll("input[data-date]:not([data-ready])")) {
    input.dataset.ready = "";
    const picker = document.createElement("input");
    if (!("showPicker" in picker) || input.readOnly || input.disabled) continue;
    picker.type = "date";
    picker.tabIndex = -1;
    picker.className = "ec-picker";
    picker.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary ec-date-button";
    button.textContent = document.body.dataset.calendarWords ?? "…";
    button.addEventListener("click", () => {
      picker.value = toIso(input.value);
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      input.value = fromIso(picker.value);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
    const frame = document.createElement("span");
    frame.className = "ec-affix";
    input.replaceWith(frame);
    frame.append(input, button, picker);
  }
}
