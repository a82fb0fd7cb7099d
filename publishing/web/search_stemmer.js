/* Stemmers of the search page: the JavaScript side of publishing/core/stemmers.py, written into language_data.js. */

const foldWord = (word) =>
  word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

const latvianStem = (word, rules) => {
  let stem = foldWord(word);
  const ending = rules.endings.find(
    (end) => stem.endsWith(end) && stem.length - end.length >= rules.shortest,
  );
  if (ending) stem = stem.slice(0, -ending.length);
  for (const [soft, hard] of rules.softened)
    if (stem.endsWith(soft) && stem.length > soft.length)
      stem = stem.slice(0, -soft.length) + hard;
  if (
    stem.endsWith("aj") &&
    stem.length >= rules.ajFrom &&
    !rules.ajKept.includes(stem)
  )
    stem = stem.slice(0, -2);
  if (stem.endsWith("ies") && stem.length >= rules.ietFrom)
    stem = stem.slice(0, -1) + "t";
  return stem;
};
