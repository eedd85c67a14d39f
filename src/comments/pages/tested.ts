import { compare, type Matcher } from '../comment/patterns.ts';
import type { CommentRules } from '../comment/rules.ts';
import { type Outcome, phases, type Reason, type Submission } from '../phases.ts';

/** What a text would meet. */
export interface Tested {
  said: { phase: string; outcome: string; detail: string | null }[];
  end: string;
}

export interface Trial {
  text: string;
  /** As readers would see it. */
  html: string;
  rules: CommentRules;
  hold: Matcher;
  refuse: Matcher;
}

const outcomeNames: Record<Outcome, string> = {
  ...{ publish: 'Published', hold: 'Held', refuse: 'Refused' },
  again: 'Nothing is done',
};

/** Those that look at the text. */
const names: Partial<Record<Reason, string>> = {
  empty: 'No words',
  'too-long': 'Too long',
  words: 'Refused words',
  'held-words': 'Held words',
  links: 'Links',
  'first-comment': 'First comment',
};

/** What each phase says of the text as a stranger's first comment on an open story. */
export function testedText({ text, html, rules, hold, refuse }: Trial): Tested {
  const compared = compare(text);
  const submission: Submission = {
    ...{ mode: 'open', text, html, compared, rules, held: hold, refused: refuse, name: '', trap: '', staffNames: [] },
    ...{
      isStaff: false,
      isAgain: false,
      isRepeated: false,
      isTrusted: false,
      bannedUntil: null,
      spamAnswer: null,
      otherBrowsers: 0,
      lastMinute: 0,
    },
    network: { exact: { published: 0, rejected: 0 }, wide: { published: 0, rejected: 0 } },
  };
  const found: Partial<Record<Reason, string | null>> = { words: refuse(compared), 'held-words': hold(compared) };
  const said = phases.flatMap(({ reason, judge }) => {
    const outcome = judge(submission);
    return outcome ? [{ reason, outcome }] : [];
  });
  return {
    said: said.flatMap(({ reason, outcome }) => {
      const phase = names[reason];
      return phase === undefined ? [] : [{ phase, outcome: outcomeNames[outcome], detail: found[reason] ?? null }];
    }),
    end: outcomeNames[said[0]?.outcome ?? 'publish'],
  };
}
