import { spokenIn } from './cue-text.ts';

/** In seconds: who is silent for longer begins something new. */
const pause = 3;
/** In characters: from then on the next end of a sentence ends the paragraph. */
const longEnough = 400;

interface Paragraph {
  speaker: string;
  words: string;
  end: number;
}

/** What is said, to read: paragraphs of a file that `writeCues` wrote, each with its speaker before it where one is named. */
export function transcriptOf(content: string): string[] {
  const paragraphs: Paragraph[] = [];
  for (const { start, end, text } of keptCues(content)) {
    for (const { speaker, words } of spokenIn(text)) {
      const said = words.replace(/\s+/g, ' ').trim();
      if (said === '') continue;
      const last = paragraphs.at(-1);
      const goesOn = last && last.speaker === speaker && start - last.end <= pause && !isFull(last);
      if (!goesOn) paragraphs.push({ speaker, words: said, end });
      // Captions that roll say the line before once more.
      else if (!last.words.endsWith(said)) Object.assign(last, { words: `${last.words} ${said}`, end });
      else last.end = end;
    }
  }
  return paragraphs.map(({ speaker, words }) => (speaker ? `${speaker}: ${words}` : words));
}

const isFull = ({ words }: Paragraph): boolean => words.length >= longEnough && /[.!?…؟。]["”’»)]*$/.test(words);

function* keptCues(content: string): Generator<{ start: number; end: number; text: string }> {
  for (const block of content.split('\n\n').slice(1)) {
    const [first = '', ...lines] = block.trimEnd().split('\n');
    const [start = '', end = ''] = first.split(/ --> | /);
    yield { start: secondsOf(start), end: secondsOf(end), text: lines.join('\n') };
  }
}

const secondsOf = (time: string): number => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
