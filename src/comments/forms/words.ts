import { z } from 'zod';
import { prose } from '../../http/forms.ts';
import { longestPassage } from '../comment/striking.ts';

/** As it was typed in the comment, but for the line ends that browsers make of it. */
export const strikeForm = z.object({
  passage: z
    .string()
    .default('')
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .refine((text) => text !== '', 'Copy the words that are to go.')
    .refine((text) => text.length <= longestPassage, `At most ${longestPassage} characters are struck out at once.`),
});

export const longestNote = 1000;

export const noteForm = z.object({
  text: prose(longestNote, 'A note').transform((text) => text.trim()),
  seen: z.string().default(''),
});
