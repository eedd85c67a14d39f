import type { Site } from '../../db/settings.ts';
import type { Page } from '../../http/render.ts';
import { longDateTime } from '../../text/dates.ts';
import { isCheck, titleOf } from '../article/checks.ts';
import { canPublish } from '../policy.ts';
import type { OpenTask, PassedCheck } from '../queries/passed-checks.ts';
import type { Moment } from './card.ts';
import type { EditorState } from './editor-state.ts';
import { stateNames } from './moments.ts';

/** How many tasks a page of the list shows. */
export const tasksSize = 50;

interface TaskModel {
  title: string;
  reason: string;
  by: string;
  when: Moment;
  /** Null for who cannot close it. */
  action: string | null;
}

/** What was passed over to publish this story and is not mended; null where nothing was. */
export function tasksModel({ actor, site, standing: { passed } }: EditorState): TaskModel[] | null {
  return passed.length > 0 ? passed.map((task) => taskModel(task, { site, mayClose: canPublish(actor) })) : null;
}

function taskModel(
  { id, articleId, check, reason, at, by }: PassedCheck,
  { site, mayClose }: { site: Site; mayClose: boolean },
): TaskModel {
  return {
    title: isCheck(check) ? titleOf(check) : check,
    reason,
    by,
    when: { iso: at, text: longDateTime(at, { zone: site.zone, language: 'en' }) },
    action: mayClose ? `/admin/articles/${articleId}/tasks/${id}/close` : null,
  };
}

interface Tasks {
  tasks: OpenTask[];
  /** Of the next page; null on the last one. */
  before: number | null;
  notice: string | null;
  site: Site;
}

export function tasksPage({ tasks, before, notice, site }: Tasks): Page {
  const model = {
    notice: notice === null ? null : { text: notice, link: null },
    tasks: tasks.map((task) => ({
      ...taskModel(task, { site, mayClose: true }),
      headline: task.headline || 'No headline',
      language: task.language,
      state: stateNames[task.state],
      href: `/admin/articles/${task.articleId}`,
    })),
    olderHref: before === null ? null : `/admin/tasks?before=${before}`,
  };
  return {
    ...{ layout: 'newsroom', view: 'articles/tasks', language: 'en', current: 'stories' },
    ...{ status: 200, title: 'Passed checks', model },
  };
}
