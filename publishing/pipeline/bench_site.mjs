/* Runs queries through the search of finished pages: node bench_site.mjs FOLDER < QUERIES (both JSON).
 * FOLDER is "_static" of the pages. Each query runs twice, and the second time counts: what it loads is there then. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";

const folder = process.argv[2];
const inside = vm.createContext({ console });
inside.window = inside;
const run = (name) => vm.runInContext(readFileSync(join(folder, name), "utf8"), inside);
run("language_data.js");
run("search_engine.js");
vm.runInContext("globalThis.engine = HandbookSearch; globalThis.ask = search;", inside);
const { engine, ask } = inside;
engine.bring = async (name) => run(name.split("?")[0]);
await engine.load("search-index.js");

const answers = [];
const times = [];
for (const query of JSON.parse(readFileSync(0, "utf8"))) {
  await ask(query);
  const begin = performance.now();
  const found = await ask(query);
  times.push(performance.now() - begin);
  const pages = found.results.slice(0, 10).map(({ page }) => engine.data.pages[page][0].replace(/(\.html|\/)$/, ""));
  answers.push({ passed: found.passed, pages });
}
console.log(JSON.stringify({ answers, times }));
