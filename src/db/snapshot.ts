export interface Snapshot {
  begin(): void;
  end(): void;
}

/**
 * Has the reads of one turn of the event loop see one state of the database: a page is made of one state, and SQLite's locks are
 * taken once instead of for every query. What is answered in a turn was asked before it began, so nobody is shown anything older
 * than what had been answered by then; this process's own commits end the snapshot at once.
 */
export function createSnapshot(database: { inTransaction: boolean; exec(text: string): unknown }): Snapshot {
  let ending: NodeJS.Immediate | undefined;
  const end = () => {
    if (ending === undefined) return;
    clearImmediate(ending);
    ending = undefined;
    if (database.inTransaction) database.exec('commit');
  };
  return {
    begin() {
      if (ending !== undefined) return;
      database.exec('begin');
      ending = setImmediate(end);
    },
    end,
  };
}
