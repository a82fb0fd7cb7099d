/* The search page: runs the query of its address through search_engine.js and shows what was found, with the words in
 * their place. Works from a folder on disk, since all it loads are scripts beside this one. */
"use strict";

const BESIDE = new URL(".", document.currentScript.src).href;
const LETTERS_SHOWN = 260;
/* Forms that an address carries, so that the page found can mark them. */
const FORMS_SHOWN = 12;

HandbookSearch.bring = (name) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = BESIDE + name;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

const said = (message, values = {}) =>
  _(message).replace(/\$\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const element = (tag, name, ...inside) => {
  const one = document.createElement(tag);
  if (name) one.className = name;
  one.append(...inside);
  return one;
};

/* The part of a text around the first word found, with all of them marked. */
const summaryOf = (text, forms) => {
  const words = [...text.matchAll(TOKENS)].filter(([word]) => forms.has(word.toLowerCase()));
  const first = words.length ? words[0].index : 0;
  const from = Math.max(first - 100, 0);
  const start = from === 0 ? 0 : text.indexOf(" ", from) + 1;
  const whole = text.length <= start + LETTERS_SHOWN;
  const end = whole ? text.length : Math.max(text.lastIndexOf(" ", start + LETTERS_SHOWN), start);
  const summary = element("p", "context");
  if (start > 0) summary.append("… ");
  let at = start;
  for (const match of words) {
    if (match.index < at || match.index + match[0].length > end) continue;
    summary.append(text.slice(at, match.index), element("mark", "", match[0]));
    at = match.index + match[0].length;
  }
  summary.append(text.slice(at, end));
  if (!whole) summary.append(" …");
  return summary;
};

const itemOf = (result) => {
  const { data, texts } = HandbookSearch;
  const [address, title] = data.pages[result.page];
  const [anchor, heading, text] = texts[result.page][result.look.at];
  const forms = result.look.forms;
  const best = Math.max(0, ...forms.values());
  const marked = [...forms].filter(([, factor]) => factor >= best / 4).map(([form]) => form);
  const root = document.documentElement.dataset.content_root ?? "";
  const found = marked.length ? `?found=${marked.slice(0, FORMS_SHOWN).map(encodeURIComponent).join("~")}` : "";
  const link = element("a", "", title);
  if (heading && heading !== title) link.append(element("span", "search-section", heading));
  link.href = root + address + found + (anchor ? `#${anchor}` : "");
  const item = element("li", "", link);
  if (text) item.append(summaryOf(text, new Set(marked)));
  return item;
};

/* What was taken for a word that stands nowhere: its forms on the pages shown. */
const takenFor = (found) => {
  const forms = found.results.filter((one) => one.look).flatMap((one) => [...one.look.forms]);
  forms.sort((a, b) => b[1] - a[1]);
  return [...new Set(forms.map(([form]) => form))].slice(0, 5).join(", ");
};

const statusOf = (found, words) => {
  if (found.passed)
    return said("The search passes over words that are on almost every page: ${words}. Add another word, or put them in quotation marks.", { words: `“${words}”` });
  if (!found.total)
    return said("Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.");
  return Documentation.ngettext(
    "Search finished, found one page matching the search query.",
    "Search finished, found ${resultCount} pages matching the search query.",
    found.total,
  ).replace("${resultCount}", found.total);
};

const showResults = async (query) => {
  const out = document.getElementById("search-results");
  const status = element("p", "search-summary", said("Searching"));
  const list = element("ul", "search");
  list.setAttribute("role", "list");
  status.setAttribute("role", "status");
  out.replaceChildren(element("h2", "", said("Search Results")), status, list);
  try {
    await HandbookSearch.load("search-index.js");
    const found = await search(query);
    status.textContent = statusOf(found, query.trim());
    if (found.total && found.instead.length)
      status.after(
        element("p", "search-instead", said("No page has “${word}”. Shown are pages with similar words: ${words}.", { word: found.instead.join(", "), words: takenFor(found) })),
      );
    const more = element("button", "search-more", said("More results"));
    more.type = "button";
    const next = async () => {
      const begin = list.children.length;
      await readOf(found, begin, begin + SHOWN);
      const items = found.results.slice(begin, begin + SHOWN).map(itemOf);
      list.append(...items);
      if (list.children.length < found.total) list.after(more);
      else more.remove();
      if (begin) items[0]?.querySelector("a").focus();
    };
    more.addEventListener("click", next);
    await next();
  } catch (error) {
    console.error(error);
    status.textContent = said("The search could not load its list of words. Load this page again.");
  }
};

document.addEventListener("DOMContentLoaded", () => {
  /* In a theme of others Sphinx's script reads the address; in ours there is none. */
  if (typeof Search !== "undefined") {
    Search.performSearch = showResults;
    return;
  }
  const query = new URLSearchParams(window.location.search).get("q");
  document.querySelectorAll('input[name="q"]').forEach((field) => (field.value = query ?? ""));
  if (query) showResults(query);
});
