/* Marks on a page what the search found there, and brings the first of it onto the screen. Escape takes the marks away.
 * The address has the words as they stand in the text: "?found=ostas~ostām". */
"use strict";

const markWords = (main, wanted) => {
  const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("nav, svg, script, style, noscript, .headerlink, .paragraph-number, .page-top")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const nodes = [];
  while (texts.nextNode()) nodes.push(texts.currentNode);
  const word = /[\p{L}\p{M}\p{N}_\u00ad]+(?:[/–-][\p{L}\p{N}_]+)*/gu;
  for (const node of nodes) {
    const pieces = [];
    let at = 0;
    for (const match of node.data.matchAll(word)) {
      const whole = match[0].replace(/\u00ad/g, "").normalize("NFC").toLowerCase();
      if (![whole, ...whole.split(/[/–-]/)].some((one) => wanted.has(one))) continue;
      const mark = document.createElement("mark");
      mark.className = "highlighted";
      mark.textContent = match[0];
      pieces.push(node.data.slice(at, match.index), mark);
      at = match.index + match[0].length;
    }
    if (pieces.length) node.replaceWith(...pieces, node.data.slice(at));
  }
};

const firstMark = (main) => {
  const marks = [...main.querySelectorAll("mark.highlighted")];
  const section = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  return (section && marks.find((mark) => section.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING)) || marks[0];
};

document.addEventListener("DOMContentLoaded", () => {
  const found = new URLSearchParams(window.location.search).get("found");
  const main = document.querySelector('[role="main"]') ?? document.body;
  if (!found) return;
  markWords(main, new Set(found.split("~").filter((one) => one)));
  const first = firstMark(main);
  if (!first) return;
  for (let around = first.parentElement; around; around = around.parentElement)
    if (around.tagName === "DETAILS") around.open = true;
  /* Behind the browser's own way to the section, which the page may have loaded its fonts for. */
  window.addEventListener("load", () =>
    window.setTimeout(() => {
      const { top, bottom } = first.getBoundingClientRect();
      if (top < 0 || bottom > window.innerHeight) first.scrollIntoView({ block: "center" });
    }),
  );
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("mark.highlighted").forEach((mark) => mark.replaceWith(...mark.childNodes));
});
