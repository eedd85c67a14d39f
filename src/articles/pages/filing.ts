import type { FieldErrors } from '../../errors.ts';
import type { Form } from '../../http/forms.ts';
import type { Page } from '../../http/render.ts';
import type { Section } from '../../topics/section.ts';
import type { Article } from '../article.ts';
import { choices } from './panel.ts';

interface Filing {
  article: Article;
  headline: string;
  language: string;
  form: Form;
  errors: FieldErrors;
  /** What stands against it that is no field's mistake. */
  problem: string | null;
  sections: Section[];
  /** The list that the person came from, as the query of its address. */
  back: string;
}

/** Where a story stands and who wrote it, without its text. */
export function filingPage(filing: Filing): Page {
  const { article, headline, language, form, errors, problem, back } = filing;
  const items = Object.entries(errors).map(([name, message]) => ({ href: `#${name}`, message }));
  const { section, comments } = choices(filing, 'en');
  const title = 'Filing';
  const model = {
    summary: items.length > 0 ? { title: 'Please look at:', items } : null,
    problem,
    headline: { text: headline || 'No headline yet', language, href: `/admin/articles/${article.id}` },
    action: `/admin/articles/${article.id}/filing`,
    backHref: `/admin/articles${back ? `?${back}` : ''}`,
    back,
    isOut: article.state === 'published',
    fields: { revision: form.revision ?? '', topics: form.topics ?? '', authors: form.authors ?? '' },
    choices: { section, comments },
    errors: Object.fromEntries(
      ['section', 'topics', 'authors', 'comments'].map((name) => [name, errors[name] ?? null]),
    ),
  };
  const status = problem ? 409 : items.length > 0 ? 422 : 200;
  return { layout: 'newsroom', view: 'articles/filing', language: 'en', current: 'stories', status, title, model };
}
