// data-show-when="name=value|value" shows a block only while the field of the same form has one
// of the values ("name=*": any). Fields inside a hidden block are not sent.
function valuesOf(form, name) {
  return [...form.elements]
    .filter((field) => field.name === name)
    .filter((field) => !field.matches("[type=radio], [type=checkbox]") || field.checked)
    .flatMap((field) => (field.multiple ? [...field.selectedOptions].map((o) => o.value) : [field.value]));
}

function update(block) {
  const form = block.closest("form");
  if (!form) return;
  const [name, wanted] = block.dataset.showWhen.split("=");
  const values = valuesOf(form, name).filter(Boolean);
  const shown = wanted === "*" ? values.length > 0 : values.some((v) => wanted.split("|").includes(v));
  block.hidden = !shown;
  for (const field of block.querySelectorAll("input, select, textarea")) {
    if (field.dataset.lockedOff === undefined) field.dataset.lockedOff = field.disabled ? "1" : "";
    field.disabled = !shown || field.dataset.lockedOff === "1";
  }
}

export function showWhen(root) {
  for (const block of root.querySelectorAll("[data-show-when]:not([data-ready])")) {
    block.dataset.ready = "";
    const form = block.closest("form");
    form?.addEventListener("change", () => update(block));
    update(block);
  }
}
