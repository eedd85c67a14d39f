import type { LanguageFacts } from './catalogue.ts';

/** Keeps its own order, whatever stands around it, and leaves that its own (UAX 9, first strong isolate). */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** The same for a name among words that run in this direction, where it has letters that run the other way; else it is as it was. */
export const isolatedIn =
  (direction: LanguageFacts['direction']) =>
  (name: string): string => {
    const letters = name.match(/\p{L}/gu) ?? [];
    return letters.some((letter) => rightToLeft.test(letter) !== (direction === 'rtl')) ? isolated(name) : name;
  };
