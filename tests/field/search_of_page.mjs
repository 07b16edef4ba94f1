// Searches as the page does, for tests/field/test_page_search.py: JSON in, JSON out.
import { readFileSync } from "node:fs";
import { Finder, folded } from "../../frontend/src/field/finder.js";

const { texts = [], searches = [] } = JSON.parse(readFileSync(0, "utf8"));
const found = searches.map(({ rows, sayings, said }) => {
  const finder = new Finder(rows, sayings);
  return said.map((words) => finder.find(words, 200).map((row) => row.code));
});
process.stdout.write(JSON.stringify({ folded: texts.map(folded), found }));
