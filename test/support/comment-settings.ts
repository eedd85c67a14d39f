import type { Context } from '../../src/context.ts';
import { ruleFields } from '../comments/rule-fields.ts';

/* The settings of comments, for tests of every route: something new each time. */

const own = '/admin/settings/comments';

export const commentSettingsPosts = [
  ...[`${own}/rules`, `${own}/closing`, `${own}/words`, `${own}/words/:id/remove`, `${own}/spam`, `${own}/test`],
];

let count = 0;

/** The form of such a route, as its page would send it; null for a route that is none of these. */
export async function askCommentSettings({ db, now }: Context, pattern: string) {
  if (!pattern.startsWith(own)) return null;
  count += 1;
  const words = `unwanted ${count}`;
  const forms: Record<string, Record<string, string>> = {
    [`${own}/rules`]: { ...ruleFields, 'links-most': String(count % 50) },
    [`${own}/closing`]: { days: String(1000 + count), nightFrom: '', nightUntil: '' },
    [`${own}/words`]: { pattern: words, outcome: 'hold' },
    [`${own}/spam`]: { spamCheck: 'off', akismetKey: '' },
    [`${own}/test`]: { text: 'Which law covers this?' },
  };
  if (!pattern.includes(':id')) return { path: pattern, fields: forms[pattern] ?? {} };
  const { id } = await db.transaction((tx) =>
    tx
      .insertInto('comment_patterns')
      .values({ pattern: words, outcome: 'hold', created_at: now(), created_by: 1 })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return { path: pattern.replace(':id', String(id)), fields: {} };
}
