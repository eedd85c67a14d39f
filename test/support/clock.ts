export interface Clock {
  now(): string;
  set(time: string): void;
  advance(by: { seconds?: number; minutes?: number; hours?: number; days?: number }): void;
}

/** Time that moves only when it is told to. Times as toISOString() writes them. */
export function fixedClock(start = '2026-11-23T12:00:00.000Z'): Clock {
  let time = new Date(start);
  return {
    now: () => time.toISOString(),
    set(iso) {
      time = new Date(iso);
    },
    advance({ seconds = 0, minutes = 0, hours = 0, days = 0 }) {
      time = new Date(time.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000);
    },
  };
}
