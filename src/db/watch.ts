/** What has happened, as one connection sees it that never does anything else. */
export interface Watch {
  /** Another number once anybody, this process included, has committed anything. Costs microseconds. */
  version(): number;
  /** Of the newest event; 0 where there is none. */
  newestEvent(): number;
  /** What was touched (see events/log.ts) since that event, the oldest first. */
  eventsSince(id: number): { id: number; names: string[] }[];
  close(): void;
}
