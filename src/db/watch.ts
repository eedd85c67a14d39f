/** What has happened, as one connection tells it that never does anything else. */
export interface Watch {
  /** Whether it can tell just now. A server that does not answer tells nothing: then nothing that is remembered may be used. */
  tells(): boolean;
  /** Another number once it knows of something new. Costs microseconds. */
  version(): number;
  /** What was touched (see events/log.ts) since this was asked last: the names of each event, the oldest first. */
  touched(): string[][];
  /** The newest event that it knows of; 0 where there is none. */
  newestEvent(): number;
  /** Waits until it knows what was committed before the call, or that it cannot tell. */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}
