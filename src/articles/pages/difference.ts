import { compareItems, comparePassages, type Passage } from '../../text/diff.ts';

/** A field of two versions, each as passages: none where there was nothing. */
export interface ComparedField {
  label: string;
  before: string[];
  after: string[];
  /** Its values are not read word by word, but taken whole. */
  isWhole: boolean;
}

export interface DifferenceModel {
  heading: string;
  /** What there is to say in place of passages, or beside them. */
  remarks: string[];
  fields: { label: string; passages: Passage[] }[];
}

/** The fields that differ, each with what changed in it. `isCut` where more changed than is shown. */
export function differingFields(compared: ComparedField[]): { fields: DifferenceModel['fields']; isCut: boolean } {
  const fields = compared
    .map(({ label, before, after, isWhole }) => ({
      label,
      ...(isWhole ? compareItems(before, after) : comparePassages(before, after)),
    }))
    .filter(({ passages }) => passages.length > 0);
  return {
    fields: fields.map(({ label, passages }) => ({ label, passages })),
    isCut: fields.some(({ isCut }) => isCut),
  };
}
