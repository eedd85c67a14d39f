import type { InvitationState, Role } from '../db/tables.ts';

/** What somebody was asked to join as. */
export interface Invitation {
  id: number;
  name: string;
  /** In lower case. */
  email: string;
  role: Role;
  state: InvitationState;
  expiresAt: string;
  mailId: number;
  /** Who is here already, without an account, and is to get this one; null for somebody new. */
  personId: number | null;
}

/** What a link is worth now. */
export type Standing = InvitationState | 'expired';

export const standingOf = ({ state, expiresAt }: Invitation, now: string): Standing =>
  state === 'open' && expiresAt <= now ? 'expired' : state;
