import { monthAndYear } from '../../text/dates.ts';
import { type Language, words } from '../../text/language.ts';
import { descriptionIn, nameIn } from '../../topics/section.ts';
import type { ListSubject } from '../queries/lists.ts';

export interface Facts {
  kicker: string | null;
  name: string;
  intro: string | null;
  /** For search engines, where there is no intro. */
  about: string;
}

/** What a list is called, and what is said of it. */
export function factsOf(subject: ListSubject, site: string, place: { zone: string; language: Language }): Facts {
  const { language } = place;
  const says = words(language);
  switch (subject.kind) {
    case 'section': {
      const name = nameIn(subject.section, language);
      const intro = descriptionIn(subject.section, language) || null;
      return { kicker: null, name, intro, about: says.lists.aboutSection(name, site) };
    }
    case 'topic': {
      const name = nameIn(subject.topic, language);
      return { kicker: says.topic, name, intro: null, about: says.lists.aboutTopic(name, site) };
    }
    case 'series': {
      const name = nameIn(subject.series, language);
      return { kicker: says.lists.series, name, intro: null, about: says.lists.aboutSeries(name, site) };
    }
    case 'person': {
      const { name, bio } = subject.person;
      return { kicker: says.author, name, intro: bio || null, about: says.lists.aboutPerson(name, site) };
    }
    case 'month': {
      const name = monthAndYear(subject.month.from, place);
      return { kicker: says.lists.archive, name, intro: null, about: says.lists.aboutMonth(name, site) };
    }
    case 'video':
      return { kicker: null, name: says.video, intro: null, about: says.lists.aboutVideo(site) };
  }
}

/** What an event names where a story comes into the list, changes in it or leaves it; what is of all stories is touched with the front. */
export function listName(subject: ListSubject): string {
  switch (subject.kind) {
    case 'section':
      return `section:${subject.section.id}`;
    case 'topic':
      return `topic:${subject.topic.id}`;
    case 'series':
      return `series:${subject.series.id}`;
    case 'person':
      return `person:${subject.person.id}`;
    case 'month':
    case 'video':
      return 'front';
  }
}
