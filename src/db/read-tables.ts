/** How often stories were read: numbers, and nothing of who read; see articles/actions/reads.ts. */
export interface StoryReads {
  article_id: number;
  /** When the ten minutes began in which it was written down. */
  since: string;
  count: number;
}
