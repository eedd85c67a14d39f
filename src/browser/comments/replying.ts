import { ask } from './asking.ts';
import { restoreDraft } from './drafts.ts';

/** The form of a reply that is open, and where the page's own form was: ids are there once. */
let open: { form: HTMLElement; home: HTMLElement | null; place: Comment } | null = null;

/** Opens the form of a reply below the comment. */
export async function openReply(link: HTMLAnchorElement): Promise<void> {
  const comment = link.closest<HTMLElement>('.comment');
  const there = await ask(link.href)
    .then(({ page }) => page.querySelector<HTMLFormElement>('.reply-form'))
    .catch(() => null);
  if (!there || !comment) {
    location.assign(link.href);
    return;
  }
  closeReply();
  const form = document.importNode(there, true);
  const home = document.querySelector<HTMLElement>('#leave-a-comment');
  const place = document.createComment('');
  for (const name of ['name', 'email']) {
    const [typed, field] = [home, form].map((each) => each?.querySelector<HTMLInputElement>(`[name="${name}"]`));
    if (typed && field) field.value = typed.value;
  }
  home?.replaceWith(place);
  comment.insertBefore(form, comment.querySelector(':scope > .replies'));
  open = { form, home, place };
  restoreDraft(form);
  form.querySelector('textarea')?.focus();
}

/** Puts the page's own form back, with what was typed in it. */
export function closeReply(): void {
  if (!open) return;
  const { home, place } = open;
  document.querySelector('.comment .reply-form')?.remove();
  if (home) place.replaceWith(home);
  open = null;
}
