import type { FieldErrors } from '../../errors.ts';
import type { PageKey } from '../../http/paging.ts';
import { writePageKey } from '../../http/paging.ts';
import type { LibraryFilter } from '../../media/queries/library.ts';
import type { AskedLibrary } from '../forms/library-filters.ts';
import { textField } from './filing.ts';

const tabNames: Record<LibraryFilter, string> = {
  all: 'All',
  used: 'In use',
  unused: 'Not used',
  undescribed: 'Without alternative text',
  rights: 'Rights ending',
};

type Asked = Pick<AskedLibrary, 'form' | 'filter'>;

/** Of a part of the library: what was asked, in the order of the form, and nothing of what was not. */
export function libraryAddress({ form, filter }: Asked, before: PageKey | null = null): string {
  const asked = new URLSearchParams([
    ...Object.entries({ ...form, show: filter === 'all' ? '' : filter }).filter(([, value]) => value !== ''),
    ...Object.entries(before ? { before: writePageKey(before) } : {}),
  ]).toString();
  return asked ? `/admin/media?${asked}` : '/admin/media';
}

export const libraryTabs = (asked: Asked) =>
  (Object.keys(tabNames) as LibraryFilter[]).map((filter) => ({
    ...{ label: tabNames[filter], href: libraryAddress({ ...asked, filter }) },
    ...{ current: filter === asked.filter, count: null },
  }));

/** Those that are narrowed by fields, with what the other form has asked for kept beside them. */
export function libraryFilters(
  { form, filter, errors }: Asked & { errors: FieldErrors },
  people: { id: number; name: string }[],
) {
  const typed = { form, errors };
  const narrowed = ['by', 'from', 'to'].filter((name) => form[name]);
  const kept = { q: form.q ?? '', show: filter === 'all' ? '' : filter };
  return {
    open: narrowed.length > 0 || Object.keys(errors).length > 0,
    kept: Object.entries(kept).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
    by: {
      ...{ name: 'by', label: 'Added by', hint: null, error: null },
      options: [{ id: '', name: 'Everybody' }, ...people].map(({ id, name }) => ({
        ...{ value: String(id), label: name, language: '', selected: String(id) === form.by },
      })),
    },
    days: [textField('from', 'Added from', typed), textField('to', 'Added until', typed)],
    clearHref: narrowed.length > 0 ? libraryAddress({ form: { q: form.q ?? '' }, filter }) : null,
  };
}
