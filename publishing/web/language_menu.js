/* The language menu: anchors are the same in all languages; the address of the page alone stands in the link. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("nav.languages a");
  if (!link) return;
  const target = new URL(link.href);
  target.hash = window.location.hash;
  if (document.getElementById("search-results")) target.search = window.location.search;
  link.href = target.href;
});
