import type { Generated } from 'kysely';
import type { InvitationState, Role } from './columns.ts';

/** Each link that was sent. Once it is over, its row names nobody and only says why it is over. */
export interface Invitations {
  id: Generated<number>;
  /** SHA-256 of the token in the link. */
  token_hash: string;
  name: string;
  /** In lower case; at most one open row has it. */
  email: string;
  role: Role;
  state: InvitationState;
  invited_by: number;
  created_at: string;
  expires_at: string;
  mail_id: number;
}
