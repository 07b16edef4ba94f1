// data-fill="name" on a radio or button puts its value into the field of that name in its form.
export function fill() {
  document.addEventListener("change", (event) => {
    const source = event.target.closest?.("[data-fill]");
    const field = source?.form?.elements[source.dataset.fill];
    if (!field) return;
    field.value = source.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
