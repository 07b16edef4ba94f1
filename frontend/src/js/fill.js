// data-fill="name" on a radio or button puts its value into the field of that name in its form;
// with data-fill-more (a box) the value joins a list with commas, and leaves it again.
// In a search field with data-into-list the arrow down goes to the first result, Esc comes back.
export function fill() {
  document.addEventListener("change", (event) => {
    const source = event.target.closest?.("[data-fill]");
    const field = source?.form?.elements[source.dataset.fill];
    if (!field) return;
    field.value = "fillMore" in source.dataset ? joined(field.value, source) : source.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("keydown", (event) => {
    const search = event.target.closest?.("[data-into-list]");
    if (search && event.key === "Enter") event.preventDefault(); // a word is no finished form
    if (search && event.key === "ArrowDown") {
      const first = document.querySelector(`#${search.dataset.intoList} input`);
      if (!first) return;
      event.preventDefault();
      first.focus();
    }
    if (event.key === "Escape") {
      const list = event.target.closest?.(".ec-search-results")?.parentElement;
      document.querySelector(`[data-into-list="${list?.id}"]`)?.focus();
    }
  });
}

function joined(list, source) {
  const codes = list.split(/[\s,;]+/).filter((code) => code && code !== source.value);
  if (source.checked) codes.push(source.value);
  return codes.join(", ");
}
