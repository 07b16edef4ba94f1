// The button that opens the camera, wherever a photo belongs.
import { fill, h, icon } from "../dom.js";
import { keepPhoto, NotAPhoto } from "../evidence.js";
import { wordsOf } from "../forms.js";
import { place } from "../place.js";
import { t } from "../words.js";

export function takePhotos(app, seen, { question = null, done = () => {} } = {}) {
  const said = h("span", { class: "ef-quiet", role: "status" });
  const input = h("input", { type: "file", accept: "image/*", capture: "environment", multiple: true, class: "ef-file", disabled: seen.isFrozen, "aria-label": question ? t("Take a photo for {question}", { question }) : t("Take photos") });
  input.addEventListener("change", async () => {
    const files = [...input.files];
    if (!files.length) return;
    input.disabled = true;
    await keepAll(files, said, (file, where) => keepPhoto(app, { checkout: seen.id, file, question, where }), app);
    input.value = "";
    input.disabled = false;
    done();
  });
  return h("label", { class: "ef-button ef-camera" }, icon("camera"), h("span", {}, t("Photo")), input, said);
}

/** One after the other, so that 200 photos need the memory of one. */
async function keepAll(files, said, save, app) {
  const where = await place();
  const failed = [];
  let kept = 0;
  for (const file of files) {
    said.textContent = `${kept + failed.length + 1}/${files.length}`;
    try {
      await save(file, where);
      kept += 1;
    } catch (error) {
      failed.push(error instanceof NotAPhoto ? t("{name} is not a photo that can be read.", { name: file.name }) : wordsOf(app, error));
      if (error.kind === "StorageFull") break;
    }
  }
  fill(said, kept ? t("{n} kept", { n: kept }) : "", failed.length ? h("strong", { class: "ef-fault" }, ` ${[...new Set(failed)].join(" ")}`) : "");
}
