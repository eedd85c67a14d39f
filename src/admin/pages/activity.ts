import type { Contributor } from '../../accounts/person.ts';
import type { Site } from '../../db/settings.ts';
import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import { writePageKey } from '../../http/paging.ts';
import type { Page } from '../../http/render.ts';
import { momentLine, zoneLabel } from '../../text/dates.ts';
import type { ActivityKind, Happened, Subject } from '../queries/activity.ts';
import { around, statusOf, textField } from './filing.ts';
import { sentenceOf } from './happened.ts';

export const kindNames: Record<ActivityKind, string> = {
  ...{ stories: 'Stories and pages', comments: 'Comments', reports: 'Reports of errors' },
  ...{ filing: 'Sections, topics, bylines, old addresses', people: 'Accounts', site: 'Settings and strip' },
};

interface Activity {
  /** One more than the page shows where there are older ones. */
  rows: Happened[];
  subjects: Map<string, Subject>;
  people: Contributor[];
  kinds: ActivityKind[];
  form: Form;
  errors: FieldErrors;
  isFirst: boolean;
  pageSize: number;
  canExport: boolean;
}

export function activityPage(activity: Activity, { site, now }: { site: Site; now: string }): Page {
  const { rows, subjects, people, kinds, form, errors, isFirst, pageSize, canExport } = activity;
  const typed = { form, errors };
  const shown = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  const filters = Object.entries(form).filter(([, value]) => value !== '');
  const address = (path: string, more: Record<string, string> = {}) => {
    const query = new URLSearchParams([...filters, ...Object.entries(more)]).toString();
    return query ? `${path}?${query}` : path;
  };
  const older = last ? { href: address('/admin/activity', { before: writePageKey(last) }), label: 'Older ones' } : null;
  const newest = isFirst ? null : { href: address('/admin/activity'), label: 'Newest ones' };
  const model = {
    zoneNote: `Times are the newsroom’s, ${zoneLabel(site.zone, now)}`,
    exportHref: canExport ? address('/admin/activity/export') : null,
    person: choice('person', 'Person', form, [
      ['', 'Everybody'],
      ...people.map(({ id, name }): Option => [String(id), name]),
    ]),
    kind: choice('kind', 'Kind', form, [['', 'Everything'], ...kinds.map((kind): Option => [kind, kindNames[kind]])]),
    days: [textField('from', 'From', typed), textField('to', 'To', typed)],
    isFiltered: filters.length > 0,
    rows: shown.map((row) => ({
      ...sentenceOf(row, subjects.get(row.subject)),
      when: { iso: row.at, text: momentLine(row.at, now, { zone: site.zone, language: 'en' }) },
    })),
    emptyText: filters.length > 0 ? 'Nothing happened that these filters let through.' : 'Nothing has happened yet.',
    pager: older || newest ? { older, newest } : null,
  };
  const status = statusOf(typed);
  return { ...around('Activity'), current: 'activity', view: 'admin/house/activity', status, model };
}

type Option = [value: string, label: string];

const choice = (name: string, label: string, form: Form, options: Option[]) => ({
  ...{ name, label, hint: null, error: null },
  options: options.map(([value, text]) => ({ value, label: text, language: '', selected: form[name] === value })),
});
