import type { Generated } from 'kysely';
import type { InvitationState, PersonStanding, Role, SessionStage } from './columns.ts';

/** How people are here, and sign in. */
export interface AccountTables {
  people: People;
  invitations: Invitations;
  sessions: Sessions;
  second_steps: SecondSteps;
  recovery_codes: RecoveryCodes;
  passkeys: Passkeys;
  passkey_challenges: PasskeyChallenges;
  reset_links: ResetLinks;
}

export interface People {
  id: Generated<number>;
  slug: string;
  name: string;
  /** In lower case; of whoever has no account `~` and random letters. */
  email: string;
  /** Without an account it means nothing. */
  role: Role;
  bio: string;
  /** Without an account ''. */
  password_hash: string;
  created_at: string;
  standing: Generated<PersonStanding>;
  picture_id: Generated<number | null>;
  /** Kinds of mails that they do not want, as a JSON list. */
  mails_off: Generated<string>;
}

/** Each link that was sent. Once it is over, its row names nobody and only says why it is over. */
interface Invitations {
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
  /** Who is to have the account, of those who are here without one; null for somebody new. */
  person_id: Generated<number | null>;
}

interface Sessions {
  /** SHA-256 of the token in the cookie: whoever reads the table cannot sign in with it. */
  token_hash: string;
  person_id: number;
  created_at: string;
  expires_at: string;
  stage: Generated<SessionStage>;
  /** When they last proved who they are; '' where that is not known. */
  proved_at: Generated<string>;
  /** As its owner knows it: “Firefox on Windows”. */
  device: Generated<string>;
  /** To the hour. */
  used_at: Generated<string>;
}

/** Of who signs in with a code of an app, too. */
interface SecondSteps {
  person_id: number;
  /** 160 bits, base32, as the app has it. */
  secret: string;
  /** Number of the half minute whose code was used last: none up to it is taken again. */
  last_step: number;
  created_at: string;
}

/** What replaces a code once, where the app is lost; a row goes when it is used. */
interface RecoveryCodes {
  /** SHA-256. */
  code_hash: string;
  person_id: number;
}

/** Keys on people's devices, by their public halves. */
interface Passkeys {
  id: Generated<number>;
  person_id: number;
  /** The key's own number, base64url. */
  credential: string;
  /** COSE, base64url. */
  public_key: string;
  /** How often it was used, as the device says; 0 of one that does not count. */
  counter: number;
  /** JSON list of ways to reach the device. */
  transports: string;
  name: string;
  created_at: string;
  used_at: string | null;
}

/** What browsers were asked to sign; a row goes when it comes back. */
interface PasskeyChallenges {
  /** SHA-256. */
  challenge_hash: string;
  /** SHA-256 of what for, and by which session or browser. */
  bound_to: string;
  expires_at: string;
}

interface ResetLinks {
  /** SHA-256. */
  token_hash: string;
  /** Null where the address was of nobody. */
  person_id: number | null;
  expires_at: string;
}
