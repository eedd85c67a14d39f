import { z } from 'zod';

/** What a rule does with a comment to which it applies. */
export type RuleOutcome = 'off' | 'hold' | 'refuse';

/** What the newsroom has set of the phases; what they do without it stands in `phases.ts`. */
export interface CommentRules {
  /** More links than `most`. */
  links: { does: RuleOutcome; most: number };
  /** More than `most` comments in one minute from one browser. */
  fast: { does: RuleOutcome; most: number };
  /** The same text from so many browsers within a day. */
  campaign: { does: RuleOutcome; most: number };
  /** Of the last comments from one network, more than `most` in a hundred were rejected. */
  network: { does: RuleOutcome; most: number };
  /** Of a person of whom none was let through yet. */
  first: { does: RuleOutcome };
}

export type RuleName = keyof CommentRules;

/** A choice that each rule has, and what its number may be; null where it has none. */
export const ruleChoices: { [Name in RuleName]: { does: readonly RuleOutcome[]; most: [number, number] | null } } = {
  links: { does: ['off', 'hold', 'refuse'], most: [0, 50] },
  fast: { does: ['off', 'hold', 'refuse'], most: [1, 100] },
  campaign: { does: ['off', 'hold', 'refuse'], most: [2, 50] },
  network: { does: ['off', 'hold'], most: [10, 99] },
  first: { does: ['off', 'hold'], most: null },
};

export const defaultRules: CommentRules = {
  links: { does: 'hold', most: 2 },
  fast: { does: 'refuse', most: 10 },
  campaign: { does: 'hold', most: 3 },
  network: { does: 'hold', most: 50 },
  first: { does: 'hold' },
};

const rule = (name: RuleName) => {
  const { does, most } = ruleChoices[name];
  const [least, greatest] = most ?? [0, 0];
  const fields = { does: z.enum(does), most: z.int().min(least).max(greatest) };
  return most ? z.object(fields) : z.object({ does: fields.does });
};

/** The rules as they are kept; one that is missing or cannot be read is as at first. */
export function rulesOf(kept: string | null): CommentRules {
  const given = parsed(kept);
  const rules = Object.entries(defaultRules).map(([name, byDefault]) => {
    const own = rule(name as RuleName).safeParse(given[name]);
    return [name, own.success ? own.data : byDefault];
  });
  return Object.fromEntries(rules) as CommentRules;
}

function parsed(kept: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(kept ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
