// data-place on a form: with the consent box ticked, the place of this device goes along in the
// hidden fields "latitude" and "longitude". Without consent nothing is asked of the device.
export function place(root) {
  for (const box of root.querySelectorAll("form [data-place-consent]:not([data-ready])")) {
    box.dataset.ready = "";
    const form = box.form;
    const set = (latitude, longitude) => {
      form.elements.latitude.value = latitude;
      form.elements.longitude.value = longitude;
    };
    box.addEventListener("change", () => {
      set("", "");
      if (!box.checked || !navigator.geolocation) return;
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => box.checked && set(coords.latitude.toFixed(6), coords.longitude.toFixed(6)),
        () => {
          box.checked = false; // refused or not known: the piece goes without a place
        },
        { enableHighAccuracy: true, timeout: 15000 },
      );
    });
  }
}
