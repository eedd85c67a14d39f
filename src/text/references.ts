/** What a story's Markdown refers to: a picture (of a figure or a chart, or a video's poster), or a related story. `line` from 1. */
export interface Reference {
  kind: 'picture' | 'story';
  value: string;
  line: number;
}

const leaf = /^ {0,3}::(figure|video|chart|related)(?=\{)/;
const attribute = /(\p{L}[\p{L}\p{N}_-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"{}“”„«»]+))/gu;
const referring: Record<string, { name: string; kind: Reference['kind'] }> = {
  figure: { name: 'media', kind: 'picture' },
  video: { name: 'poster', kind: 'picture' },
  chart: { name: 'picture', kind: 'picture' },
  related: { name: 'story', kind: 'story' },
};

/** In the order of the text; those in blocks of code are none. */
export const findReferences = (markdown: string): Reference[] => {
  const found: Reference[] = [];
  rewrite(markdown, (reference) => {
    found.push(reference);
    return reference.value;
  });
  return found;
};

/** The same text with other pictures: `ids` by what stands there now. */
export const replacePictures = (markdown: string, ids: ReadonlyMap<string, string>): string =>
  rewrite(markdown, ({ kind, value }) => (kind === 'picture' ? (ids.get(value) ?? value) : value));

/** The same text with other names of related stories. */
export const replaceStories = (markdown: string, named: (value: string) => string): string =>
  rewrite(markdown, ({ kind, value }) => (kind === 'story' ? named(value) : value));

const rewrite = (markdown: string, change: (reference: Reference) => string): string =>
  mapLeaves(markdown, (text, name, line) => rewriteLine(text, referring[name], (found) => change({ ...found, line })));

/** The text with another line for each that is a leaf directive, by its name; those in blocks of code are none. `line` from 1. */
export const mapLeaves = (markdown: string, change: (text: string, name: string, line: number) => string): string => {
  let fence = '';
  return markdown
    .split('\n')
    .map((text, index) => {
      const marks = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1] ?? '';
      if (!fence) fence = marks;
      else if (marks.startsWith(fence) && text.trim() === marks) fence = '';
      const directive = fence ? null : leaf.exec(text);
      return directive ? change(text, directive[1] ?? '', index + 1) : text;
    })
    .join('\n');
};

const rewriteLine = (
  text: string,
  wanted: { name: string; kind: Reference['kind'] } | undefined,
  change: (reference: Omit<Reference, 'line'>) => string,
): string =>
  text.replace(attribute, (typed: string, name: string, quoted: string | undefined, bare: string | undefined) => {
    if (name !== wanted?.name) return typed;
    const value = (quoted ?? bare ?? '').replace(/\\(["\\])/g, '$1').trim();
    const changed = value === '' ? value : change({ kind: wanted.kind, value });
    return changed === value ? typed : `${name}="${changed.replace(/["\\]/g, '\\$&')}"`;
  });
