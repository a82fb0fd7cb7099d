/* Runs queries through the search of finished pages: node bench_site.js FOLDER < QUERIES (both JSON).
 * FOLDER is "_static" of the pages. Each query runs twice, and the second time counts: what it loads is there then. */
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const folder = process.argv[2];
const inside = vm.createContext({ console });
inside.window = inside;
const run = (name) => vm.runInContext(readFileSync(join(folder, name), "utf8"), inside);
run("language_data.js");
run("search_engine.js");
vm.runInContext("globalThis.engine = HandbookSearch; globalThis.ask = search;", inside);
const { engine, ask } = inside;
engine.bring = async (name) => run(name.split("?")[0]);

const answered = async (queries) => {
  const [answers, times] = [[], []];
  await engine.load("search-index.js");
  for (const query of queries) {
    await ask(query);
    const begin = performance.now();
    const found = await ask(query);
    times.push(performance.now() - begin);
    const pages = found.results.slice(0, 10).map(({ page }) => engine.data.pages[page][0].replace(/(\.html|\/)$/, ""));
    answers.push({ passed: found.passed, pages });
  }
  console.log(JSON.stringify({ answers, times }));
};

answered(JSON.parse(readFileSync(0, "utf8")));
