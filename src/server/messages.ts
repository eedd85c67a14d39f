/** What a process tells the one that looks after it, once it answers. */
export const serving = 'serving';

/** What it is told where another has taken its place: to end once nobody is being answered. */
export const retire = 'retire';
