/** What the newsroom means to do with a story, beside its text. */

/** A story that may not go out; the row goes when the hold is lifted. */
export interface Holds {
  article_id: number;
  /** For whom: the lawyer, the desk, or in free words. */
  held_for: string;
  reason: string;
  at: string;
  person_id: number;
}

/** Who is to write a story, who edits it, when it is to be out and what it is to say. */
export interface Assignments {
  article_id: number;
  assignee_id: number | null;
  editor_id: number | null;
  planned_at: string | null;
  brief: string;
}
