// [data-check-all="name"] ticks every box of that name in its form, and shows whether all are.
export function checkAll() {
  const boxesOf = (all) =>
    [...all.form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(all.dataset.checkAll)}"]`)];
  const show = (all) => {
    const boxes = boxesOf(all);
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = boxes.length > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-check-all]")) {
      for (const box of boxesOf(event.target)) box.checked = event.target.checked;
    } else if (event.target.matches("input[type=checkbox]")) {
      event.target.form?.querySelectorAll("[data-check-all]").forEach(show);
    }
  });
  const showAll = () => document.querySelectorAll("[data-check-all]").forEach(show);
  window.addEventListener("pageshow", showAll);
}
