/* Mends Sphinx's search page: it looks for folded stems in unfolded text and so shows the start of every page.
 * Also: no summaries where pages cannot be fetched (a folder on disk), and the status is announced. */
"use strict";

/* The text of a page, or of the section it names, without menus and with a space between blocks. */
const textOf = (htmlText, anchor) => {
  const page = new DOMParser().parseFromString(htmlText, "text/html");
  const main = page.querySelector('[role="main"] article, [role="main"]') ?? page.body;
  const part = (anchor && page.getElementById(anchor.slice(1))) || main;
  part.querySelectorAll("nav, script, style, noscript, .headerlink").forEach((one) => one.remove());
  part.querySelectorAll("p, li, dt, dd, td, th, h1, h2, h3, h4, text").forEach((one) => one.append(" "));
  return part.textContent.replace(/\u00ad/g, "").replace(/\s+/g, " ").trim();
};

document.addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return;
  if (window.location.protocol === "file:")
    DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  Search.makeSearchSummary = (htmlText, keywords, anchor) => {
    const text = textOf(htmlText, anchor);
    if (!text) return document.createTextNode("");
    const stemmer = new Stemmer();
    const wanted = new Set(keywords);
    const isWanted = (word) => wanted.has(stemmer.stemWord(word.toLowerCase()));
    const words = [...text.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)];
    const first = words.find((match) => isWanted(match[0]));
    const from = Math.max((first ? first.index : 0) - 120, 0);
    const start = from === 0 ? 0 : text.indexOf(" ", from) + 1;
    const end = text.lastIndexOf(" ", start + 260);
    const shown = text.length <= start + 260 ? text.slice(start) : text.slice(start, end);

    const summary = document.createElement("p");
    summary.classList.add("context");
    if (start > 0) summary.append("… ");
    for (const piece of shown.split(/([\p{L}\p{M}\p{N}_]+)/u)) {
      if (piece && /^[\p{L}\p{N}]/u.test(piece) && isWanted(piece)) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        summary.append(mark);
      } else summary.append(piece);
    }
    if (start + shown.length < text.length) summary.append(" …");
    return summary;
  };
});
