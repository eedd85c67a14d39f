import type { Contributor } from '../../accounts/person.ts';
import { type DeskPlace, mostOnDesk } from '../../articles/queries/desk-list.ts';
import type { Form } from '../../http/forms.ts';
import { writePageKey } from '../../http/paging.ts';
import type { Section } from '../../topics/section.ts';
import type { AskedDesk } from '../forms/stories.ts';
import { textField } from './filing.ts';

export interface FilterChoices {
  sections: Section[];
  people: Contributor[];
}

type View = Pick<AskedDesk, 'kind' | 'state' | 'mine' | 'form'>;

/** The list as it is looked at, as an address that can be given to a colleague. */
export function deskAddress({ kind, state, mine, form }: View, more: Record<string, string> = {}): string {
  const asked: Record<string, string> = {
    ...{ kind: kind === 'page' ? 'page' : '', state: state ?? '', mine: mine ? '1' : '' },
    ...(kind === 'page' ? {} : form),
    ...more,
  };
  const query = Object.entries(asked)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`);
  return query.length > 0 ? `/admin/articles?${query.join('&')}` : '/admin/articles';
}

/** Where in the list one is, for its address. */
export function placeQuery({ key, towards }: DeskPlace): Record<string, string> {
  return key === null ? {} : { [towards === 'older' ? 'before' : 'after']: writePageKey(key) };
}

interface Found extends FilterChoices {
  /** Null where nothing is filtered. */
  found: number | null;
}

export function deskFilters(view: View & Pick<AskedDesk, 'errors'>, { sections, people, found }: Found) {
  const { form, errors, state, mine } = view;
  const isUsed = Object.entries(form).some(([name, value]) => name !== 'q' && value !== '');
  const named = ({ id, name }: { id: number; name: string }): Option => [String(id), name];
  const authors = people.filter(({ role }) => role !== 'moderator');
  return {
    open: isUsed,
    says: found === null ? null : foundText(found),
    kept: hidden({ ...tab({ state, mine }), q: form.q ?? '' }),
    choices: [
      choice('section', 'Section', form, [['', 'All sections'], ...sections.map(named)]),
      choice('author', 'Author', form, [['', 'Everybody'], ...authors.map(named)]),
      choice('assignee', 'Assigned to', form, [['', 'Anybody or nobody'], ...authors.filter(worksHere).map(named)]),
      choice('changes', 'Changes', form, [
        ['', 'With or without'],
        ['1', 'Unpublished changes'],
      ]),
      choice('editing', 'Being edited by', form, [
        ['', 'Somebody or nobody'],
        ['somebody', 'Somebody'],
        ...authors.filter(({ standing }) => standing === 'member').map(named),
      ]),
      choice('sort', 'Sort by', form, [
        ['', 'Newest change'],
        ['published', 'Publication'],
      ]),
    ],
    days: [textField('from', 'From', { form, errors }), textField('to', 'To', { form, errors })],
    clearHref: isUsed ? deskAddress({ ...view, form: { q: form.q ?? '' } }) : null,
  };
}

/** Or did, and may have left something to others. */
const worksHere = ({ standing }: Contributor) => standing !== 'guest';

/** The field for words, which narrows what the tab and the filters let through. */
export function deskSearch({ form, errors, ...view }: View & Pick<AskedDesk, 'errors'>) {
  const filters = { ...form, q: '' };
  return {
    ...textField('q', 'Search headlines and texts', { form, errors }, { direction: 'auto' }),
    kept: hidden({ ...tab(view), ...filters }),
    clearHref: form.q ? deskAddress({ ...view, form: filters }) : null,
  };
}

const tab = ({ state, mine }: Pick<View, 'state' | 'mine'>) => ({ state: state ?? '', mine: mine ? '1' : '' });

const hidden = (values: Form) => Object.entries(values).flatMap(([name, value]) => (value ? [{ name, value }] : []));

function foundText(count: number): string {
  if (count > mostOnDesk) return `${mostOnDesk}+ stories`;
  return count === 1 ? '1 story' : `${count.toLocaleString('en')} stories`;
}

type Option = [value: string, label: string];

const choice = (name: string, label: string, form: Form, options: Option[]) => ({
  ...{ name, label, hint: null, error: null },
  options: options.map(([value, text]) => ({ value, label: text, language: '', selected: form[name] === value })),
});
