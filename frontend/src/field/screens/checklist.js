// The checklist: topics in any order, each question saved by itself.
import { view } from "../checkouts.js";
import { fill, h, icon } from "../dom.js";
import { asked, progress } from "../rules.js";
import { titles } from "../search.js";
import { pick, t } from "../words.js";
import { homeScreen } from "./home.js";
import { questionCard } from "./question.js";

export function topicsOf(blueprint) {
  const topics = new Map();
  for (const question of blueprint.questions) {
    if (!topics.has(question.topic)) topics.set(question.topic, { key: question.topic, question, questions: [] });
    topics.get(question.topic).questions.push(question);
  }
  return [...topics.values()];
}

const titleOf = (topic) => pick(topic.question, "topic");

export async function checklistScreen(app, id) {
  const seen = await view(app, id);
  if (!seen) return homeScreen(app);
  const now = new Set(asked(seen.blueprint, seen.answers, app.today).map((question) => question.id));
  const all = progress([...seen.blueprint.questions].filter((q) => now.has(q.id)), seen.answers, app.today);
  const rows = topicsOf(seen.blueprint).map((topic, index) => {
    const here = topic.questions.filter((question) => now.has(question.id));
    const done = progress(here, seen.answers, app.today);
    const whole = done.total > 0 && done.answered === done.total;
    const note = done.total ? `${done.answered}/${done.total}` : t("not asked");
    return h("li", {}, h("a", { class: "ef-task", href: `#/case/${id}/checklist/${index}` },
      icon(whole ? "check-circle" : done.answered ? "circle-half" : "circle"),
      h("span", { class: "ef-task-words" }, titleOf(topic)),
      done.not_complied ? h("span", { class: "ef-pill ec-danger" }, t("{n} not complied", { n: done.not_complied })) : "",
      h("span", { class: "ef-task-note" }, note), icon("chevron-right")));
  });
  return {
    title: t("Checklist"),
    back: `#/case/${id}`,
    node: h("div", { class: "ef-stack" },
      h("div", { class: "ef-card-line" }, h("progress", { max: all.total || 1, value: all.answered, "aria-label": t("Answered") }), h("strong", { class: "ef-num" }, `${all.answered}/${all.total}`)),
      h("p", { class: "ef-quiet" }, t("{n} not complied with", { n: all.not_complied })),
      h("ul", { class: "ef-tasks" }, rows)),
  };
}

export async function topicScreen(app, id, place) {
  const seen = await view(app, id);
  const topics = seen ? topicsOf(seen.blueprint) : [];
  const topic = topics[Number(place)];
  if (!topic) return checklistScreen(app, id);
  seen.titles = await titles(app);
  const list = h("div", { class: "ef-stack" });
  const cards = new Map();
  const flush = () => Promise.all([...cards.values()].map((card) => card.leave()));
  const draw = () => {
    const now = new Set(asked(seen.blueprint, seen.answers, app.today).map((question) => question.id));
    const wanted = topic.questions.filter((question) => now.has(question.id));
    for (const question of wanted) if (!cards.has(question.id)) cards.set(question.id, questionCard(app, seen, question, draw));
    const nodes = wanted.map((question) => cards.get(question.id).node);
    // Only what changed is put in or taken out, so that nobody loses the field they type in.
    [...list.children].forEach((node) => nodes.includes(node) || node.remove());
    nodes.forEach((node, index) => list.children[index] !== node && list.insertBefore(node, list.children[index] ?? null));
    if (!nodes.length) fill(list, h("p", { class: "ef-empty" }, t("Nothing of this topic is asked, by the answers so far.")));
  };
  draw();
  const next = topics[Number(place) + 1];
  return {
    title: titleOf(topic),
    back: `#/case/${id}/checklist`,
    isForm: !seen.isFrozen,
    leave: flush,
    node: h("fieldset", { class: "ef-bare ef-stack", disabled: seen.isFrozen }, list,
      h("div", { class: "ef-actions" }, next ? h("a", { class: "ef-button ef-primary", href: `#/case/${id}/checklist/${Number(place) + 1}` }, t("Next: {topic}", { topic: titleOf(next) })) : h("a", { class: "ef-button ef-primary", href: `#/case/${id}/checklist` }, t("Back to the topics")))),
  };
}
