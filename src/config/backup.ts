export interface BackupConfig {
  /** Seals every backup, and opens those that are restored; null where it is asked for. */
  readonly passphrase: string | null;
}

/** In characters. */
export const leastPassphrase = 12;
export const passphraseTakes = `a passphrase of at least ${leastPassphrase} characters`;
