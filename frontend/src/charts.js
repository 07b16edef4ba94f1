// Draws every [data-chart] from the JSON beside it. Loaded only on pages that have charts.
import Plotly from "plotly.js-basic-dist-min";

const COLOURS = {
  light: ["#0b5563", "#c26a1c", "#5a4fb0", "#5d7a2e", "#a8324a", "#5b6b73"],
  dark: ["#6fc1cf", "#f0a765", "#b3abf2", "#a9c97a", "#f19aad", "#a5b4b9"],
};
const SYMBOLS = ["", "/", "x", ".", "\\", "+"]; // never by colour alone

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const isDark = () => document.documentElement.dataset.bsTheme === "dark";

function axis(own = {}) {
  return {
    gridcolor: css("--ec-line"),
    linecolor: css("--ec-line-strong"),
    zerolinecolor: css("--ec-line-strong"),
    automargin: true,
    fixedrange: true,
    ...own,
  };
}

function layoutOf(own = {}) {
  const vi = document.documentElement.lang === "vi";
  const axes = { xaxis: axis(own.xaxis), yaxis: axis(own.yaxis) };
  for (const name of Object.keys(own)) if (/^[xy]axis\d/.test(name)) axes[name] = axis(own[name]);
  return {
    autosize: true,
    margin: { l: 8, r: 8, t: 8, b: 8 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    colorway: COLOURS[isDark() ? "dark" : "light"],
    separators: vi ? ",." : ".,",
    legend: { orientation: "h", y: -0.2 },
    bargap: 0.3,
    hovermode: "closest",
    ...own,
    ...axes,
    font: { family: css("--bs-body-font-family"), size: 13, color: css("--ec-ink"), ...own.font },
    hoverlabel: { font: { family: css("--bs-body-font-family") }, ...own.hoverlabel },
  };
}

function patterned(traces) {
  if (traces.filter((trace) => trace.type === "bar").length < 2) return traces;
  return traces.map((trace, index) =>
    trace.type === "bar" && !trace.marker?.pattern
      ? { ...trace, marker: { ...trace.marker, pattern: { shape: SYMBOLS[index % SYMBOLS.length], size: 6 } } }
      : trace,
  );
}

// A point may carry an address of this site: a click goes to the cases behind it.
function follow(event) {
  const point = event.points?.[0];
  const data = point?.customdata;
  const [begin, end] = point?.data.meta ?? ["", ""]; // what the addresses of a trace share
  const address = typeof data === "string" ? begin + data + end : null;
  if (typeof address !== "string" || !/^(\/(?!\/)|\?)/.test(address)) return;
  window.location.assign(address);
}

function draw(box) {
  const source = document.getElementById(box.dataset.chart);
  if (!source) return;
  const figure = JSON.parse(source.textContent);
  const config = { displaylogo: false, displayModeBar: false, responsive: true };
  Plotly.react(box, patterned(figure.data), layoutOf(figure.layout), config).then(() => {
    if (box.dataset.ready) return;
    box.dataset.ready = "1";
    box.on("plotly_click", follow);
    if (figure.data.some((trace) => trace.customdata)) box.classList.add("ec-chart-links");
  });
}

const drawAll = (root = document) => root.querySelectorAll("[data-chart]").forEach(draw);

drawAll();
document.addEventListener("ecms:theme", () => drawAll());
document.addEventListener("htmx:load", (event) => drawAll(event.detail.elt));
// Charts inside a closed <details> have no width until it opens.
document.addEventListener(
  "toggle",
  (event) => event.target.open && event.target.querySelectorAll("[data-chart]").forEach((box) => Plotly.Plots.resize(box)),
  true,
);
