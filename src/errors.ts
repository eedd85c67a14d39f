/** What can go wrong, in the words of the newsroom. No HTTP here: only http/error-pages.ts knows statuses. */

/** Field name → what is wrong and what to do. The empty name is for the form as a whole. */
export type FieldErrors = Record<string, string>;

class Failure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** It does not exist, or this actor may not know that it does. */
export class NotFound extends Failure {}

/** Where the address alone says that nothing is there. */
export const nothingThere = (): NotFound => new NotFound('The address may be mistyped, or what stood here is gone.');

/** It was published and has been withdrawn; the message is the reason that readers get. */
export class Gone extends Failure {
  readonly at: string;
  constructor(reason: string, at: string) {
    super(reason);
    this.at = at;
  }
}

/** The same of a page beside the stories. */
export class PageGone extends Gone {}

/** The actor is known, and may not do this. */
export class Forbidden extends Failure {}

/** Nobody is signed in, and somebody has to be. */
export class SignInRequired extends Failure {}

/** The input is wrong; `fields` says where. */
export class Invalid extends Failure {
  readonly fields: FieldErrors;
  constructor(fields: FieldErrors) {
    super(Object.values(fields).join(' '));
    this.fields = fields;
  }
}

/** Somebody else changed it meanwhile, or it is not in a state that allows this. */
export class Conflict extends Failure {}

/** Too often; worth another try after `retryAfter` seconds. */
export class TooMany extends Failure {
  readonly retryAfter: number;
  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** Cannot be done at the moment (the database is busy or gone); nothing was changed. */
export class Unavailable extends Failure {}

/** The database was lost in the moment of saving: only a look tells whether it was saved. */
export class Unsure extends Unavailable {}

/** What is said where the disk is full. */
export const noRoom =
  'There is no room left where files are kept, so nothing was kept of it. Tell whoever runs the server, then try again.';

/** Whether the machine refused to write because the disk, somebody's share of it, or what a file may have is full. */
export const isFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');

/** The program cannot start; the message is the one line that the operator sees. */
export class StartError extends Failure {}
