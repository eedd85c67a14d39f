/** What one process at a time does; see db/leases.ts. */
export interface Leases {
  name: string;
  holder: string;
  /** By the clock of the database; '' once it was released. */
  until: string;
  /** When a holder was last through with what it is held for. */
  done_at: string | null;
}
