import type { ArticleKind } from '../article.ts';
import { rules } from './check-rules.ts';
import type { Checked, Fault, Level, Rule } from './checked.ts';

export type { Checked, Level } from './checked.ts';

export type CheckName = keyof typeof rules;
export type Levels = Record<CheckName, Level>;

export interface Finding extends Fault {
  check: CheckName;
}

export const levels: readonly Level[] = ['block', 'warn', 'off'];

const ruleOf = (name: CheckName): Rule => rules[name];

export const checkNames = Object.keys(rules) as CheckName[];

export const isCheck = (name: string): name is CheckName => Object.hasOwn(rules, name);

/** In the settings, and where a check is spoken of without what it found. */
export const titleOf = (name: CheckName): string => rules[name].title;

/** Always blocks, and is never passed: readers could not find the story. */
export const isFixed = (name: CheckName): boolean => ruleOf(name).isFixed === true;

export const defaultLevels = Object.fromEntries(checkNames.map((name) => [name, ruleOf(name).level])) as Levels;

const applies = (name: CheckName, kind: ArticleKind) => kind === 'story' || ruleOf(name).ofPages === true;

/** What a check finds, whatever its level. */
export const findingsOf = (name: CheckName, checked: Checked): Finding[] =>
  applies(name, checked.kind)
    ? ruleOf(name)
        .find(checked)
        .map((fault) => ({ check: name, ...fault }))
    : [];

/** What is as it should be, for who asks. */
export const fineOf = (name: CheckName, checked: Checked): string | null =>
  applies(name, checked.kind) ? (ruleOf(name).fine?.(checked) ?? null) : null;

/** A check that was passed covers what it was passed for, and nothing that came since. */
export const covers = (passed: readonly { check: string; subjects: string[] }[], finding: Finding): boolean =>
  finding.subjects.every((subject) =>
    passed.some(({ check, subjects }) => check === finding.check && subjects.includes(subject)),
  );

/** Whether nothing is at fault any more of what a check was passed for. The text of a correction cannot be given later. */
export const isMended = ({ check, subjects }: { check: string; subjects: string[] }, checked: Checked): boolean =>
  isCheck(check) &&
  check !== 'correction' &&
  !findingsOf(check, checked).some((finding) => finding.subjects.some((subject) => subjects.includes(subject)));

/**
 * The pictures of a text that are neither described, by the library neither, nor decorative; `about` stays the same where the text around it
 * changes.
 */
export const bareFiguresIn = (
  body: string,
  problems: readonly { line: number; lacks?: string }[],
  described: ReadonlySet<string>,
): Checked['bareFigures'] => {
  const lines = body.replace(/\r\n?/g, '\n').split('\n');
  return problems
    .filter(({ lacks }) => lacks === 'alt')
    .map(({ line }) => ({
      line,
      about: /\b(?:media|picture)="?([^"\s}]+)/.exec(lines[line - 1] ?? '')?.[1] ?? `line ${line}`,
    }))
    .filter(({ about }) => !described.has(about))
    .map(({ line, about }) => ({ line, about: `picture:${about}` }));
};
