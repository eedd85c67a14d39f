import type { Answer, Outgoing } from './outgoing.ts';

/** A comment as Akismet is told of it. */
export interface ReportedComment {
  /** Of its writer: the network address at the moment of the post, and null ever after. */
  address: string | null;
  userAgent: string;
  /** The page on which it was written. */
  referrer: string;
  /** Of the story, in full. */
  permalink: string;
  type: 'comment' | 'reply';
  name: string;
  email: string;
  text: string;
  /** When it was posted, and when its story was published. */
  postedAt: string;
  publishedAt: string;
  language: string;
  /** The field of the form that people do not see, and what stands in it. */
  trap: { field: string; value: string };
  /** That another text of it was asked about before. */
  isEdited: boolean;
}

/** What Akismet says of a comment; `discard` is spam beyond doubt. */
export type SpamAnswer = 'ham' | 'spam' | 'discard' | NoAnswer;

/** `silent`: none came in time, or none that can be read; `invalid`: the key is not taken. */
export type NoAnswer = 'silent' | 'invalid';

/** Whatever the other side does, or does not do, each gives a result, and never throws. */
export interface Akismet {
  /** Whether the key is taken for this site. */
  verify(key: string): Promise<'valid' | NoAnswer>;
  /** Answers within `checkPatience`. */
  check(key: string, comment: ReportedComment): Promise<SpamAnswer>;
  /** Tells what a person decided, where that is another thing. Whether it was taken. */
  tell(key: string, truth: 'ham' | 'spam', comment: ReportedComment): Promise<boolean>;
}

/** How long a check may take in all, in milliseconds: a post waits for it, and must be answered within two seconds. */
export const checkPatience = 1_700;
/** Where nobody waits. */
const patience = 8_000;
/** All answers are a word or a sentence. */
const bytes = 4_096;

/** So many checks are under way at once at most; who comes then goes on without one. */
const mostAtOnce = 16;
/** After so many without an answer, one in a row, nobody waits in vain for a while; then one tries. */
const [mostFailures, pause] = [3, 30_000];

export const akismetAddress = 'https://rest.akismet.com/1.1/';

/**
 * Asks Akismet whether comments are spam, and tells it where it was wrong. The key goes in the body alone, since addresses get into logs.
 * Source: https://akismet.com/developers/detailed-docs/
 */
export function createAkismet({ outgoing, siteUrl, ...at }: Place): Akismet {
  const ask = async (what: string, form: Record<string, string>, milliseconds = patience): Promise<Answer | null> => {
    try {
      const answer = await outgoing.post(`${at.address}${what}`, form, { bytes, milliseconds });
      return answer.status === 200 ? answer : null;
    } catch {
      return null;
    }
  };
  const blog = `${siteUrl}/`;
  const check = bounded(async (key, comment) => {
    return meaningOf(await ask('comment-check', { api_key: key, blog, ...fieldsOf(comment) }, checkPatience));
  });
  return {
    check,
    verify: async (key) => {
      const said = wordOf(await ask('verify-key', { api_key: key, key, blog }));
      return said === 'valid' || said === 'invalid' ? said : 'silent';
    },
    tell: async (key, truth, comment) => {
      const said = wordOf(await ask(`submit-${truth}`, { api_key: key, blog, ...fieldsOf(comment) }));
      return said?.startsWith('thanks') ?? false;
    },
  };
}

interface Place {
  outgoing: Outgoing;
  /** Of the newsroom. */
  siteUrl: string;
  /** Of Akismet, with a slash at the end. */
  address: string;
}

const wordOf = (answer: Answer | null): string | undefined => answer?.body.toString('utf8').trim().toLowerCase();

function meaningOf(answer: Answer | null): SpamAnswer {
  const said = wordOf(answer);
  if (said === 'true') return answer?.headers['x-akismet-pro-tip'] === 'discard' ? 'discard' : 'spam';
  if (said === 'false') return 'ham';
  return said === 'invalid' ? 'invalid' : 'silent';
}

/** Without the address where it is not known any more. */
function fieldsOf(comment: ReportedComment): Record<string, string> {
  const { address, trap } = comment;
  return {
    ...(address !== null && { user_ip: address }),
    user_agent: comment.userAgent,
    referrer: comment.referrer,
    permalink: comment.permalink,
    comment_type: comment.type,
    comment_author: comment.name,
    comment_author_email: comment.email,
    comment_content: comment.text,
    comment_date_gmt: comment.postedAt,
    comment_post_modified_gmt: comment.publishedAt,
    blog_lang: comment.language,
    blog_charset: 'UTF-8',
    honeypot_field_name: trap.field,
    [trap.field]: trap.value,
    ...(comment.isEdited && { recheck_reason: 'edit' }),
  };
}

/** Posts do not pile up before a machine that does not answer, nor each wait for it. */
function bounded(check: Akismet['check']): Akismet['check'] {
  let [underWay, failures, pausedUntil] = [0, 0, 0];
  return async (key, comment) => {
    const most = failures >= mostFailures ? 1 : mostAtOnce;
    if (underWay >= most || performance.now() < pausedUntil) return 'silent';
    underWay += 1;
    const answer = await check(key, comment);
    underWay -= 1;
    failures = answer === 'silent' ? failures + 1 : 0;
    if (failures >= mostFailures) pausedUntil = performance.now() + pause;
    return answer;
  };
}
