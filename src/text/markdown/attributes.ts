/** The value of an attribute, '' when it was not given. */
export type Value = (name: string) => string;

const attribute = /[ \t]*(\p{L}[\p{L}\p{N}_-]*)=(?:"((?:[^"\\]|\\.)*)"|([^\s"{}“”„«»]+))(?=[ \t]|$)/uy;

/**
 * Reads `{name="value" other=bare}`, in any order. In quotes `\"` is a quote and `\\` a backslash; values are trimmed.
 * Everything that is wrong is in `problems`: a missing or an unknown attribute, one given twice, text that is none.
 * `isRead` says that nothing is wrong but what is missing.
 */
export const readAttributes = (
  text: string,
  name: string,
  { required, optional }: { required: string[]; optional: string[] },
): { value: Value; problems: string[]; isRead: boolean } => {
  const values = new Map<string, string>();
  const value: Value = (key) => values.get(key) ?? '';
  const known = [...required, ...optional];
  const allowed = `It takes ${known.join(', ')}.`;
  const braced = text === '' || (text.startsWith('{') && text.endsWith('}'));
  if (!braced) {
    return {
      value,
      problems: [`After ${name} comes {attribute="value" …}, and nothing after the closing brace.`],
      isRead: false,
    };
  }
  const { pairs, rest } = readPairs(text.slice(1, -1).trim());
  if (rest) {
    const hint = /[“”„«»]/.test(rest) ? 'Use straight quotes (").' : 'Inside a value, write a quote as \\".';
    return { value, problems: [`“${rest.slice(0, 60)}” is no attribute="value". ${hint} ${allowed}`], isRead: false };
  }
  const problems: string[] = [];
  for (const [key, text] of pairs) {
    if (!known.includes(key)) problems.push(`${name} takes no “${key}”. ${allowed}`);
    if (values.has(key)) problems.push(`${name} holds ${key} twice.`);
    values.set(key, text);
  }
  const isRead = problems.length === 0;
  const missing = required.filter((key) => !values.get(key));
  return { value, problems: [...problems, ...missing.map((key) => `${name} needs ${key}="…". ${allowed}`)], isRead };
};

const readPairs = (text: string): { pairs: [string, string][]; rest: string } => {
  const pairs: [string, string][] = [];
  let end = 0;
  attribute.lastIndex = 0;
  for (let match = attribute.exec(text); match; match = attribute.exec(text)) {
    const [, key = '', quoted, bare = ''] = match;
    pairs.push([key, (quoted ?? bare).replace(/\\(["\\])/g, '$1').trim()]);
    end = attribute.lastIndex;
  }
  return { pairs, rest: text.slice(end).trim() };
};
