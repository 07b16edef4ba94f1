// Elements without a framework: h("p", {class: "x", onclick: f}, "text", child).
const FLAGS = ["disabled", "checked", "hidden", "required", "multiple", "selected", "open"];

export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) put(node, name, value);
  node.append(...flat(children));
  return node;
}

function put(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "value") node.value = value;
  else if (FLAGS.includes(name)) node[name] = Boolean(value);
  else node.setAttribute(name, value === true ? "" : value);
}

const flat = (children) =>
  children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== "");

export function fill(node, ...children) {
  node.replaceChildren(...flat(children));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name, label = "") {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", "ef-icon");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${document.documentElement.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}
