import { z } from 'zod';
import { checkNames, isFixed, type Levels, levels } from '../../articles/article/checks.ts';
import { type Form, parseForm } from '../../http/forms.ts';

/** Of a check in the settings. */
export const levelField = (name: string): string => `check-${name}`;

const changeable = checkNames.filter((name) => !isFixed(name));

const fields = z.object(
  Object.fromEntries(
    changeable.map((name) => [levelField(name), z.enum(levels as [string], 'Choose what this check does.')]),
  ),
);

/** What each check is to do. @throws Invalid with a message for each wrong field */
export function levelsForm(form: Form): Levels {
  const given = parseForm(fields, form);
  return Object.fromEntries(checkNames.map((name) => [name, given[levelField(name)] ?? 'block'])) as Levels;
}
