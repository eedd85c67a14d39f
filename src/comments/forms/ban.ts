import { z } from 'zod';
import { line } from '../../http/forms.ts';
import { banLengths, banTargets } from '../comment/ban.ts';
import { floodLengths } from '../comment/flood.ts';

const keys = <Name extends string>(of: Record<Name, unknown>) => Object.keys(of) as [Name, ...Name[]];

export const banForm = z.object({
  target: z.enum(banTargets, 'Choose whom to keep out.'),
  length: z.enum(keys(banLengths), 'Choose for how long.'),
  reason: line(200, 'A reason'),
  rejects: z
    .string()
    .default('')
    .transform((ticked) => ticked !== ''),
});

export const floodForm = z.object({
  mode: z.enum(['hold', 'close'], 'Choose what becomes of new comments.'),
  length: z.enum(keys(floodLengths), 'Choose for how long.'),
});
