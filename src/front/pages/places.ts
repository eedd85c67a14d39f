import { isolated } from '../../text/isolated.ts';
import type { OfferedSlot } from '../queries/curating.ts';

interface Story {
  articleId: number;
  sectionId: number | null;
  /** The name of a slot; '' for leaving the front as it is. */
  chosen: string;
}

const topNames = ['Lead', 'Second', 'Third'];

/** The top of the page and the first place of the story's own section, each with what stands there now; to leave it comes first. */
export function placesModel(slots: OfferedSlot[], { articleId, sectionId, chosen }: Story) {
  const stands = slots.find(({ card }) => card?.articleId === articleId);
  const offered = slots.filter(({ name, strip }) => strip === null || name === `section-${sectionId}-1`);
  return [
    option(
      { value: '', label: stands ? `As now: ${placeName(stands)}` : 'Wherever its section and time put it' },
      chosen,
    ),
    ...offered
      .filter(({ name }) => name !== stands?.name)
      .map((slot) => option({ value: slot.name, label: `${placeName(slot)}${nowThere(slot)}` }, chosen)),
  ];
}

const option = (given: { value: string; label: string }, chosen: string) => ({
  ...{ ...given, selected: given.value === chosen, language: 'en' },
});

const placeName = ({ strip, number }: OfferedSlot): string =>
  strip === null
    ? (topNames[number - 1] ?? `Place ${number}`)
    : number === 1
      ? `First in ${strip}`
      : `In ${strip}, place ${number}`;

/** A headline between marks that keep its direction to itself. */
const nowThere = ({ card }: OfferedSlot): string => (card ? `, where “${isolated(card.headline)}” stands now` : '');
