// Evaluates the rules of the page for tests/field/test_page_rules.py: JSON in, JSON out.
import { readFileSync } from "node:fs";
import { asked, judge } from "../../frontend/src/field/rules.js";

const { judged = [], lists = [], today } = JSON.parse(readFileSync(0, "utf8"));
const said = {
  judged: judged.map(([question, given]) => judge(question, given, today)),
  lists: lists.map(({ questions, conditions, answers }) =>
    asked({ questions, conditions }, new Map(Object.entries(answers)), today).map((question) => question.id),
  ),
};
process.stdout.write(JSON.stringify(said));
