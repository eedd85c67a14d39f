/** The tags that a cue may have; others go, and what they hold stays. */
const allowed = new Set(['b', 'i', 'u', 'c', 'v', 'lang', 'ruby', 'rt']);
const entities: Record<string, string> = {
  ...{ amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f', quot: '"' },
};

/** A tag, with what stands behind its name; or text. */
const parts = /<(\/?)([a-z\d]*)([^<>]*)>|<|[^<]+/giu;
const dangerous = /^(?:script|style|iframe|object|embed|svg|img|link|meta|base|form)$/i;

/** The text with known tags alone, each of them closed; or the line of it, from 0, in which there is a script. */
export function readCueText(text: string): { text: string } | { script: number } {
  const open: string[] = [];
  let written = '';
  for (const { 0: part, 1: slash = '', 2: name = '', 3: rest = '', index } of text.matchAll(parts)) {
    if (part === '<' || !part.startsWith('<')) {
      written += escaped(decoded(part));
      continue;
    }
    if (dangerous.test(name) || /\bon\w+\s*=/i.test(rest))
      return { script: text.slice(0, index).split('\n').length - 1 };
    const tag = name.toLowerCase();
    // A moment within a cue: <00:01.000>.
    if (/^\d/.test(tag) && !slash) written += momentOf(`${tag}${rest}`);
    else if (!allowed.has(tag)) continue;
    else if (slash) written += closing(open, tag);
    else {
      open.push(tag);
      written += opening(tag, rest);
    }
  }
  // Without empty lines, which would end it.
  return {
    text: (
      written +
      open
        .toReversed()
        .map((tag) => `</${tag}>`)
        .join('')
    ).replace(/\n[ \t]*(?=\n|$)/g, ''),
  };
}

const momentOf = (moment: string): string =>
  /^(?:\d{2,4}:)?[0-5]\d:[0-5]\d\.\d{3}$/.test(moment) ? `<${moment}>` : '';

/** Those that were opened within it are closed with it. */
function closing(open: string[], tag: string): string {
  const at = open.lastIndexOf(tag);
  if (at < 0) return '';
  return open
    .splice(at)
    .toReversed()
    .map((each) => `</${each}>`)
    .join('');
}

/** Who speaks, or in which language; classes, which style sheets of a file would need, go. */
function opening(tag: string, rest: string): string {
  const said = decoded(rest.replace(/^[^\s]*/, '')).trim();
  if (tag === 'v') return `<v ${escaped(said.slice(0, 100)) || '-'}>`;
  if (tag === 'lang') return `<lang ${/^[a-z\d-]{2,35}$/i.test(said) ? said : 'und'}>`;
  return `<${tag}>`;
}

const decoded = (text: string): string =>
  text.replace(/&([a-z]+);/gi, (typed, name: string) => entities[name.toLowerCase()] ?? typed);

const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/** Of a cue's text as it is kept: who says what, without tags. */
export function spokenIn(text: string): { speaker: string; words: string }[] {
  const spoken: { speaker: string; words: string }[] = [];
  let speaker = '';
  for (const { 0: part, 1: slash = '', 2: name = '', 3: rest = '' } of text.matchAll(parts)) {
    const last = spoken.at(-1);
    if (!part.startsWith('<')) {
      if (last?.speaker === speaker) last.words += decoded(part);
      else spoken.push({ speaker, words: decoded(part) });
    }
    if (name === 'v') speaker = slash ? '' : decoded(rest).trim().replace(/^-$/, '');
  }
  return spoken;
}
