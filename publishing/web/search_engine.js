/* Finds pages: from a query to pages, their sections, words found, and what was taken instead of words that stand nowhere.
 * Knows nothing of the page it runs in. The index and its parts are loaded as scripts, which call HandbookSearch. */
"use strict";

const TOKENS = /(?<!\d)\d{1,3}(?:[ \u00a0\u202f,.]\d{3})+(?!\d)|\d+(?:[/–-][\p{L}\p{N}_]+)+|[\p{L}\p{M}\p{N}_]+/gu;
const DIVIDER = /[ \u00a0\u202f,.]/g;
const PHRASE = /["“”„«»]([^"“”„«»]+)["“”„«»]/g;
/* Pages whose text is read for a query of one word, and of several, which may stand together or far apart. */
const SHOWN = 10;
const COMPARED = 30;
/* Results below which related words are looked for, too. */
const FEW = 10;
const [TERMS, SOURCES] = [1, 2];

const HandbookSearch = {
  data: null,
  parts: [],
  texts: [],
  awaited: new Map(),
  known: new Map(),
  /* What brings a file; the page sets it. */
  bring: null,

  index: (data) => {
    const others = new Map();
    for (const line of (data.others || "").split("\n").filter((one) => one)) {
      const [there, here] = line.split("=");
      others.set(there, here.split("|").map((name) => name.split(" ")));
    }
    HandbookSearch.data = { ...data, others };
  },
  words: (number, data) => (HandbookSearch.parts[number] = unpacked(data)),
  text: (number, data) => (HandbookSearch.texts[number] = data),

  load: (name) => {
    const { awaited, data, bring } = HandbookSearch;
    if (!awaited.has(name))
      awaited.set(name, bring(data ? `${name}?v=${data.version}` : name));
    return awaited.get(name);
  },
};

/* The stems of a part, and for each the pages with its weight there. */
const unpacked = ({ words, places }) => {
  const found = new Map();
  const lines = places.split(" ");
  let before = "";
  words.split(" ").forEach((word, at) => {
    before = before.slice(0, parseInt(word[0], 36)) + word.slice(1);
    found.set(before, lines[at]);
  });
  return found;
};

const placesOf = (line) => {
  const found = [];
  let page = -1;
  for (const [, letters, weight] of line.matchAll(/([a-z]*)(\d)/g)) {
    let distance = 0;
    for (const letter of letters)
      distance = distance * 26 + letter.charCodeAt(0) - 97;
    page += distance + 1;
    found.push([page, Number(weight)]);
  }
  return found;
};

/* The parts in which stems between two of the alphabet stand. */
const partsBetween = (from, to) => {
  const { starts } = HandbookSearch.data;
  return starts
    .map((start, at) => at)
    .filter((at) => starts[at] <= to && (at + 1 === starts.length || starts[at + 1] > from));
};
const bringParts = (numbers) =>
  Promise.all(numbers.map((at) => HandbookSearch.load(`search-words-${at}.js`)));
const lineOf = async (stem) => {
  const numbers = partsBetween(stem, stem);
  await bringParts(numbers);
  for (const at of numbers) {
    const line = HandbookSearch.parts[at]?.get(stem);
    if (line) return line;
  }
  return null;
};

const foldedWord = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");
const stemmer = () => (HandbookSearch.stemmer ??= new Stemmer());
const stemOf = (word) => {
  const { known } = HandbookSearch;
  let stem = known.get(word);
  if (stem === undefined) {
    stem = /^\d/.test(word) ? word : stemmer().stemWord(word);
    known.set(word, stem);
  }
  return stem;
};
const tokensOf = (text) => (text.normalize("NFC").toLowerCase().match(TOKENS) ?? []).map((word) => word.replace(DIVIDER, ""));
const wordsIn = (text) => tokensOf(text).filter((word) => !stopwords.has(word));

/* Edits by which the beginning of a word becomes a stem, one at most: [edits, letters behind it], or null. */
const nearTo = (stem, word) => {
  const longest = Math.min(word.length, stem.length + 1);
  let same = 0;
  while (same < stem.length && same < word.length && stem[same] === word[same]) same += 1;
  if (same === stem.length) return [0, word.length - same];
  let best = null;
  const rest = (from, at) => {
    /* Whether the stem from "from" on stands in the word from "at" on. */
    if (at + stem.length - from > longest || !word.startsWith(stem.slice(from), at)) return;
    const behind = word.length - (at + stem.length - from);
    if (best === null || behind < best) best = behind;
  };
  rest(same + 1, same + 1);
  rest(same + 1, same);
  rest(same, same + 1);
  if (stem[same] === word[same + 1] && stem[same + 1] === word[same]) rest(same + 2, same + 2);
  return best === null ? null : [1, best];
};

/* How far a stem is from what was asked for; Infinity for one that has nothing to do with it. */
const distance = (stem, asked, typos) => {
  let same = 0;
  while (same < stem.length && same < asked.stem.length && stem[same] === asked.stem[same]) same += 1;
  let far = Infinity;
  const [restAsked, rest] = [asked.stem.length - same, stem.length - same];
  if (same >= 4 && restAsked <= same + 2 && rest <= 5) far = 1 + (restAsked + rest) / Math.max(same, 4);
  else if (same === 3 && restAsked <= 2 && rest <= 2 && restAsked + rest <= 3) far = 1.25 + (restAsked + rest) / 4;
  if (typos && stem.length >= 4) {
    const typo = stem.length < 6 ? 1.75 : 1.25; // short words are like many others
    const near = nearTo(stem, asked.folded);
    if (near && near[1] <= 3) far = Math.min(far, (near[0] ? typo : 0.5) + near[1] / 4);
    const whole = nearTo(stem, asked.stem);
    if (whole && whole[1] === 0) far = Math.min(far, typo);
  }
  return far;
};

/* Stems like the one asked for, the nearest first, each with its distance. */
const related = async (asked, typos) => {
  const found = [];
  const ways = [asked];
  for (const prefix of HandbookSearch.data.prefixes ?? [])
    if (asked.stem.startsWith(prefix) && asked.stem.length - prefix.length >= 4)
      ways.push({ stem: asked.stem.slice(prefix.length), folded: asked.folded.slice(prefix.length), far: 0.5 });
    else if (asked.stem.length >= 4) ways.push({ stem: prefix + asked.stem, folded: prefix + asked.folded, far: 0.5 });
  for (const way of ways) {
    const begin = way.stem.slice(0, 3);
    const all = typos && way === asked;
    const numbers = all ? HandbookSearch.data.starts.map((_, at) => at) : partsBetween(begin, `${begin}\uffff`);
    await bringParts(numbers);
    for (const at of numbers)
      for (const [stem, line] of HandbookSearch.parts[at]) {
        if (!all && !stem.startsWith(begin)) continue;
        const far = distance(stem, way, all) + (way.far ?? 0);
        if (far < Infinity && stem !== asked.stem) found.push({ stem, far, line });
      }
  }
  if (typos && !found.length) found.push(...halves(asked.stem));
  return found.filter(({ far }) => far <= 2.5).sort((a, b) => a.far - b.far);
};

/* The two words of a compound that stands nowhere. */
const halves = (whole) => {
  const lines = new Map(HandbookSearch.parts.flatMap((part) => [...part]));
  for (let at = 3; at <= whole.length - 4; at += 1) {
    const [one, other] = [whole.slice(0, at), whole.slice(at)];
    if (lines.has(one) && lines.has(other))
      return [one, other].map((stem) => ({ stem, far: 2, line: lines.get(stem) }));
  }
  for (let at = 3; at <= whole.length - 5; at += 1)
    if (lines.has(whole.slice(at))) return [{ stem: whole.slice(at), far: 2.5, line: lines.get(whole.slice(at)) }];
  return [];
};

const rarity = (count) => Math.log(1 + HandbookSearch.data.pages.length / count);
/* Adds what a stem counts on its pages. */
const add = (scores, line, factor) => {
  const places = placesOf(line);
  for (const [page, weight] of places) {
    const score = weight * rarity(places.length) * factor;
    scores.set(page, Math.max(scores.get(page) ?? 0, score));
  }
};

/* What of a query is found as one: a word, or a term that is called otherwise here. */
const pagesOfWord = async (word) => {
  const asked = { word, stem: stemOf(word), folded: foldedWord(word) };
  const scores = new Map();
  const stems = new Map();
  const line = await lineOf(asked.stem);
  if (line) {
    add(scores, line, 1);
    stems.set(asked.stem, 1);
  }
  const isNumber = /^\d/.test(word);
  let instead = false;
  if (!isNumber && scores.size < FEW) {
    for (const one of await related(asked, !line)) {
      if (scores.size >= FEW) break;
      const factor = (line ? 0.2 : 0.8) / one.far ** 2;
      const more = new Map();
      add(more, one.line, factor);
      for (const [page, score] of more) if (!scores.has(page) || !line) scores.set(page, Math.max(scores.get(page) ?? 0, score));
      stems.set(one.stem, factor);
      instead ||= !line;
    }
  }
  return { scores, stems, instead, together: [], word };
};

const pagesOfTerm = async (names) => {
  const scores = new Map();
  const stems = new Map();
  for (const name of names) {
    let all = null;
    for (const stem of name) {
      const one = new Map();
      const line = await lineOf(stem);
      if (line) add(one, line, 1);
      all = all === null ? one : new Map([...all].filter(([page]) => one.has(page)).map(([page, score]) => [page, score + one.get(page)]));
      stems.set(stem, 1);
    }
    for (const [page, score] of all) scores.set(page, Math.max(scores.get(page) ?? 0, score / name.length));
  }
  return { scores, stems, instead: false, together: names };
};

/* The parts of a query: words and terms, the longest term that begins at a word first. */
const units = async (words) => {
  const found = [];
  const { others } = HandbookSearch.data;
  const stems = words.map(stemOf);
  for (let at = 0; at < words.length; at += 1) {
    let end = words.length;
    while (end > at && !others.has(stems.slice(at, end).join(" "))) end -= 1;
    if (end > at) {
      const term = await pagesOfTerm(others.get(stems.slice(at, end).join(" ")));
      term.word = words.slice(at, end).join(" ");
      const same = stems.slice(at, end);
      const lines = await Promise.all(same.map(lineOf));
      if (lines.every((line) => line)) {
        const here = await pagesOfTerm([same]);
        for (const [page, score] of here.scores) term.scores.set(page, Math.max(term.scores.get(page) ?? 0, score));
        for (const stem of same) term.stems.set(stem, 1);
        term.together = [...term.together, same];
      }
      found.push(term);
      at = end - 1;
    } else {
      const one = await pagesOfWord(words[at]);
      if (one.instead || !one.scores.size) {
        const names = nearNames(words[at]);
        if (names.length) {
          const term = await pagesOfTerm(names);
          for (const [page, score] of term.scores) one.scores.set(page, Math.max(one.scores.get(page) ?? 0, score / 2));
          for (const stem of term.stems.keys()) one.stems.set(stem, 1);
        }
      }
      found.push(one);
    }
  }
  return found;
};

/* Names of one word that are called otherwise here, for a form of theirs that our stemmer does not know, or a typo. */
const nearNames = (word) => {
  const asked = foldedWord(word);
  let [best, found] = [2, []];
  for (const [there, here] of HandbookSearch.data.others) {
    if (there.includes(" ") || there.length < 4) continue;
    const near = nearTo(there, asked);
    if (!near || near[1] > 2) continue;
    const far = near[0] + near[1] / 4;
    if (far < best) [best, found] = [far, here];
  }
  return found;
};

/* What of a text was asked for: the section that has most of it, and how near together it stands there. */
const look = (page, wanted, phrases) => {
  let best = { value: -1, at: 0, near: 0 };
  const forms = new Map();
  const begins = new Set([...wanted.stems.keys()].map((stem) => stem.slice(0, 2)));
  let said = phrases.map(() => false);
  HandbookSearch.texts[page].forEach(([, title, text], at) => {
    let value = 0;
    const seen = new Set();
    for (const [source, weight] of [[title, 3], [text, 1]]) {
      const words = wordsOf(source, begins);
      for (const { stem, word } of words) {
        const factor = wanted.stems.get(stem);
        if (!factor) continue;
        value += (seen.has(stem) ? 0.25 : 2) * weight * factor;
        seen.add(stem);
        forms.set(word, factor);
      }
    }
    const near = wanted.together.filter((name) => name.length > 1 && stands(`${title} . ${text}`, name)).length;
    value += near * 6;
    phrases.forEach((phrase, number) => {
      if (phrase(`${title} . ${text}`)) {
        said[number] = true;
        value += 20;
      }
    });
    if (value > best.value) best = { value, at, near, all: seen.size };
  });
  return { ...best, forms, said: said.every((one) => one) };
};

/* The words of a text whose stems may be wanted; others are not worth being stemmed. */
const wordsOf = (text, begins) => {
  const found = [];
  for (const match of text.toLowerCase().matchAll(TOKENS)) {
    const word = match[0];
    for (const part of /^\d+[^\p{L}\d]/u.test(word) ? [word.replace(DIVIDER, ""), ...word.split(/[^\p{L}\p{N}]+/u)] : [word])
      if (begins.has(foldedWord(part.slice(0, 4)).slice(0, 2))) {
        const stem = stemOf(part);
        found.push({ word, stem, index: match.index });
      }
  }
  return found;
};

/* Whether stems stand in a row, words that are passed over aside. */
const stands = (text, stems) => {
  const begin = new Set(stems.map((stem) => stem.slice(0, 2)));
  const row = [];
  for (const word of tokensOf(text)) {
    if (stopwords.has(word)) continue;
    row.push(begin.has(foldedWord(word.slice(0, 4)).slice(0, 2)) ? stemOf(word) : "");
  }
  return row.some((_, at) => stems.every((stem, behind) => row[at + behind] === stem));
};

/* A function that tells whether a text has a phrase word by word; one without diacritics finds those with them. */
const phraseIn = (phrase) => {
  const wanted = tokensOf(phrase);
  const same = (word, asked) => word === asked || (foldedWord(asked) === asked && foldedWord(word) === asked);
  return (text) => {
    const words = tokensOf(text);
    return wanted.length > 0 && words.some((_, at) => wanted.every((asked, behind) => words[at + behind] !== undefined && same(words[at + behind], asked)));
  };
};

/* Searches. Gives: passed (only words that are passed over), instead (words that stand nowhere, and what was taken),
 * results: each with address, title, and the part of the page with most of what was asked for. */
const search = async (query) => {
  const { pages } = HandbookSearch.data;
  const phrases = [...query.matchAll(PHRASE)].map((match) => match[1]);
  const loose = query.replace(PHRASE, " ");
  const words = wordsIn(loose);
  const strict = phrases.flatMap((phrase) => tokensOf(phrase));
  const binding = strict.filter((word) => !stopwords.has(word));
  const nothing = { results: [], instead: [], passed: false, total: 0 };
  if (!words.length && !strict.length) return { ...nothing, passed: tokensOf(loose).length > 0 };

  const found = await units(words);
  for (const word of binding) {
    const one = { scores: new Map(), stems: new Map(), together: [], word };
    const line = await lineOf(stemOf(word));
    if (line) add(one.scores, line, 1);
    one.stems.set(stemOf(word), 1);
    found.push(one);
  }
  if (!found.length) pages.forEach((_, page) => found.push({ scores: new Map([[page, 1]]), stems: new Map(), together: [] }));

  let counted = new Map();
  for (const { scores } of found)
    for (const [page, score] of scores) {
      const sofar = counted.get(page) ?? [0, 0];
      counted.set(page, [sofar[0] + score, sofar[1] + 1]);
    }
  const most = phrases.length ? (binding.length ? found.length : 1) : Math.max(0, ...[...counted.values()].map(([, count]) => count));
  let ranked = [...counted]
    .filter(([, [, count]]) => count === most)
    .map(([page, [score]]) => ({ page, score: score * (pages[page][2] === TERMS ? 0.7 : 1), last: pages[page][2] === SOURCES }));
  const order = (a, b) => a.last - b.last || b.score - a.score || a.page - b.page;
  ranked.sort(order);

  const wanted = { stems: new Map(), together: [] };
  for (const unit of found) {
    for (const [stem, factor] of unit.stems) wanted.stems.set(stem, Math.max(wanted.stems.get(stem) ?? 0, factor));
    wanted.together.push(...unit.together);
  }
  if (words.length > 1) wanted.together.push(words.map(stemOf));
  const several = wanted.together.some((name) => name.length > 1);
  const read = phrases.length ? ranked.length : several ? COMPARED : SHOWN;
  const sayings = phrases.map(phraseIn);
  await readOf({ wanted, sayings, results: ranked }, 0, read);
  if (several) for (const one of ranked.slice(0, read)) one.score *= one.look.near ? 2 : 1;
  if (phrases.length) ranked = ranked.filter((one) => one.look.said);
  ranked.sort(order);
  return {
    ...nothing,
    total: ranked.length,
    instead: found.filter((unit) => unit.instead).map((unit) => unit.word),
    missing: found.filter((unit) => !unit.scores.size).map((unit) => unit.word),
    wanted,
    sayings,
    results: ranked,
  };
};

/* Reads the texts of some results, for what of them is shown. */
const readOf = async ({ wanted, sayings, results }, from, to) => {
  const unread = results.slice(from, to).filter((one) => !one.look);
  await Promise.all(unread.map(({ page }) => HandbookSearch.load(`search-text-${page}.js`)));
  for (const one of unread) one.look = look(one.page, wanted, sayings);
};
