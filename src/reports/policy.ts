import { canPublish } from '../articles/policy.ts';
import type { Actor } from '../db/tables.ts';

/** Reads what readers report, and answers it: those who can put a story right. */
export const canAnswer = (actor: Actor): boolean => canPublish(actor);
