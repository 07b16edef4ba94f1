// Bundles every entry of frontend/src into static/build (called by `make assets`).
//
// - each frontend/src/*.js and *.css becomes static/build/<name>.js|css, minified; files whose
//   name starts with "_" are parts, only imported by entries;
// - Tinos, one full TTF per style, is copied for PDFs: subset web fonts print wrong glyphs there;
// - icons.svg is a sprite of the icons named in frontend/icons.txt (one Bootstrap Icons name a line);
// - plotly.css holds the style rules that plotly.js would add by script, which the strict
//   Content-Security-Policy of the pages forbids.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "frontend", "src");
const modules = join(root, "node_modules");
const target = join(root, "static", "build");

const TINOS = {
  "400Regular/Tinos_400Regular.ttf": "Tinos-Regular.ttf",
  "400Regular_Italic/Tinos_400Regular_Italic.ttf": "Tinos-Italic.ttf",
  "700Bold/Tinos_700Bold.ttf": "Tinos-Bold.ttf",
  "700Bold_Italic/Tinos_700Bold_Italic.ttf": "Tinos-BoldItalic.ttf",
};

async function entryPoints() {
  if (!existsSync(source)) return [];
  const names = await readdir(source);
  return names
    .filter((name) => /\.(js|css)$/.test(name) && !name.startsWith("_"))
    .sort()
    .map((name) => join(source, name));
}

async function bundle(entries) {
  await build({
    entryPoints: entries,
    outdir: target,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome109", "firefox115", "safari16"],
    // Names stay stable: the web server adds content hashes to all static files alike.
    entryNames: "[name]",
    assetNames: "fonts/[name]",
    loader: { ".woff2": "file", ".woff": "empty", ".svg": "dataurl", ".ttf": "file" },
    external: ["/static/*"],
    legalComments: "none",
    logLevel: "warning",
  });
}

async function copyDocumentFonts() {
  const fonts = join(target, "fonts");
  await mkdir(fonts, { recursive: true });
  const from = join(modules, "@expo-google-fonts", "tinos");
  await Promise.all(
    Object.entries(TINOS).map(([path, name]) => copyFile(join(from, path), join(fonts, name))),
  );
}

async function iconSprite() {
  const list = join(root, "frontend", "icons.txt");
  if (!existsSync(list)) return;
  const lines = (await readFile(list, "utf8")).split("\n");
  const names = [...new Set(lines.map((line) => line.trim()).filter((l) => l && !l.startsWith("#")))];
  const symbols = await Promise.all(
    names.sort().map(async (name) => {
      const svg = await readFile(join(modules, "bootstrap-icons", "icons", `${name}.svg`), "utf8");
      const body = svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>")).trim();
      return `<symbol id="${name}" viewBox="0 0 16 16">${body}</symbol>`;
    }),
  );
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  await writeFile(join(target, "icons.svg"), sprite);
}

async function plotlyStyles() {
  const file = join(modules, "plotly.js-basic-dist-min", "plotly-basic.min.js");
  const script = await readFile(file, "utf8");
  const match = script.match(/\{"X,X div":[^{}]*\}/);
  if (!match) throw new Error("plotly.js changed: its style rules were not found by frontend/build.mjs");
  // A JavaScript literal, not JSON: values that contain " stand in ', and one key is bare.
  const json = match[0]
    .replace(/:'([^']*)'/g, (_, value) => ":" + JSON.stringify(value))
    .replace(/,Y:/g, ',"Y":');
  const rules = Object.entries(JSON.parse(json)).map(([selector, style]) => {
    const real = selector
      .replace(/^,/, " ,")
      .replace(/X/g, ".js-plotly-plot .plotly")
      .replace(/Y/g, ".plotly-notifier");
    return `${real}{${style}}`;
  });
  // plotly.js inserts each rule before the ones it has, so the last one comes first.
  await writeFile(join(target, "plotly.css"), rules.reverse().join("\n") + "\n");
}

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
const entries = await entryPoints();
if (entries.length) await bundle(entries);
await Promise.all([copyDocumentFonts(), iconSprite(), plotlyStyles()]);
console.log(`static/build: ${entries.length} bundles, fonts, icons and chart styles`);
