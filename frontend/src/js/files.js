// A file field shows what was chosen: names, and small pictures of photos.
const PICTURES = /^image\/(png|jpeg|webp|gif)$/;

export function files(root) {
  for (const input of root.querySelectorAll("input[type=file][data-preview]:not([data-ready])")) {
    input.dataset.ready = "";
    const box = document.createElement("div");
    box.className = "ec-previews";
    box.setAttribute("aria-live", "polite");
    input.after(box);
    input.addEventListener("change", () => {
      box.querySelectorAll("img").forEach((img) => URL.revokeObjectURL(img.src));
      box.replaceChildren(...[...input.files].map(preview));
    });
  }
}

function preview(file) {
  const figure = document.createElement("figure");
  if (PICTURES.test(file.type)) {
    const img = document.createElement("img");
    img.src = URL.createObjectURL(file);
    img.alt = "";
    figure.append(img);
  }
  const caption = document.createElement("figcaption");
  caption.textContent = file.name;
  figure.append(caption);
  return figure;
}
