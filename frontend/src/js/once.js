// A form with data-once is sent once: its buttons rest after the first submit. They wake when
// the page comes back from the browser's history, or after an htmx request has ended.
const submits = (form) => [
  ...form.querySelectorAll("button:not([type]), button[type=submit], input[type=submit]"),
  ...(form.id ? document.querySelectorAll(`button[form="${CSS.escape(form.id)}"]`) : []),
];

function wake(form) {
  delete form.dataset.sent;
  for (const button of submits(form)) button.removeAttribute("aria-disabled");
}

export function once() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // aria-disabled, not disabled: the button pressed must still be sent with the form, and the
    // focus must not be lost.
    setTimeout(() => {
      if (event.defaultPrevented && !form.matches("[hx-post], [hx-get], [hx-put]")) return;
      form.dataset.sent = "1";
      for (const button of submits(form)) button.setAttribute("aria-disabled", "true");
    }, 0);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest?.("form[data-once]");
    if (form) wake(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(wake);
  });
}
