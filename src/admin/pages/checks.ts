import { checkNames, isFixed, type Level, type Levels, levels, titleOf } from '../../articles/article/checks.ts';
import { levelField } from '../forms/checks.ts';
import type { Typed } from './filing.ts';

const levelNames: Record<Level, string> = { block: 'Blocks', warn: 'Warns', off: 'Off' };

/** The checks of the settings, each with what it does; those that always block have no choice. */
export const checksModel = (chosen: Levels, { form, errors }: Typed) =>
  checkNames.map((name) => {
    const field = levelField(name);
    const value = form[field] ?? chosen[name];
    return {
      ...{ name: field, title: titleOf(name), isFixed: isFixed(name), error: errors[field] ?? null },
      options: levels.map((level) => ({ value: level, label: levelNames[level], selected: level === value })),
    };
  });
