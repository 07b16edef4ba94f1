// On a phone the sub-navigation scrolls sideways: the current entry is brought into sight.
export function tabs() {
  for (const current of document.querySelectorAll(".ec-tabs [aria-current]")) {
    const row = current.closest(".ec-tabs");
    row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
  }
}
