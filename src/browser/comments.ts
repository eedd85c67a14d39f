/*
 * Comments without leaving one's place: posting, replying and recommending, and what was written meanwhile. Pages are whole without:
 * what the script asks for are the same pages, as documents that are never shown, and takes nodes out of them. It makes HTML of no text.
 */
import { type Answer, ask } from './comments/asking.ts';
import { forgetDraft, keepDrafts } from './comments/drafts.ts';
import { merge, newestOf } from './comments/merging.ts';
import { watchNews } from './comments/news.ts';
import { closeReply, openReply } from './comments/replying.ts';

keepDrafts();
watchNews();

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.matches('.reply-form[action*="/comments#"]')) send(form, event, settle);
  else if (form.matches('.comment form[action$="/recommend"]')) send(form, event, count);
});

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.matches('.comment .reply-form .acts a')) {
    event.preventDefault();
    closeReply();
  } else if (link.matches('#comments .comment > a.reply[href$="/reply"]')) {
    event.preventDefault();
    openReply(link);
  }
});

type Then = (form: HTMLFormElement, answer: Answer) => void;

async function send(form: HTMLFormElement, event: SubmitEvent, then: Then): Promise<void> {
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = 'yes';
  const fields = new URLSearchParams(new FormData(form) as never);
  const pressed = event.submitter as HTMLButtonElement | null;
  if (pressed?.name) fields.set(pressed.name, pressed.value);
  try {
    then(form, await ask(form.action, fields));
  } catch {
    complain(form, document.querySelector<HTMLElement>('[data-failed]')?.dataset.failed ?? '');
  }
  delete form.dataset.sending;
}

/** What became of a comment that was sent. */
function settle(form: HTMLFormElement, { page, url, status }: Answer): void {
  const held = page.querySelector('.comment.waiting');
  const again = page.querySelector('.reply-form');
  if (held) {
    const shown = [held, held.nextElementSibling].filter((node) => node !== null);
    const nodes = shown.map((node) => document.importNode(node, true) as HTMLElement);
    form.after(...nodes);
    done(form);
    look(nodes[0]);
  } else if (status === 422 && again) {
    const mended = document.importNode(again, true) as HTMLElement;
    if (!form.querySelector('.acts a')) mended.querySelector('.acts a')?.remove();
    form.replaceWith(mended);
    look(mended.querySelector<HTMLElement>('[aria-invalid], .problems'));
  } else if (status < 300 && page.querySelector('#comments')) {
    forgetDraft(form);
    if (new URL(url).pathname !== location.pathname || location.search !== new URL(url).search) {
      location.assign(`${url}#${newestOf(page)}`);
      return;
    }
    merge(page);
    done(form);
    // The address names it, so it is marked, and shows its writer how to change it.
    location.hash = newestOf(page);
  } else complain(form, page.querySelector('main h1')?.textContent ?? '');
}

function done(form: HTMLFormElement): void {
  forgetDraft(form);
  const text = form.querySelector('textarea');
  if (text) text.value = '';
  form.querySelector('.problems')?.remove();
  closeReply();
}

/** A press of “Recommend” shows the count; another one, the way to take it back. */
function count(form: HTMLFormElement, { page }: Answer): void {
  const id = form.closest('.comment')?.id;
  const now = page.querySelector(`#${id} > form[action$="/recommend"], .notice form[action$="/recommend"]`);
  if (!now) {
    complain(form, page.querySelector('main h1')?.textContent ?? '');
    return;
  }
  const shown = document.importNode(now, true);
  const button = shown.querySelector('button');
  if (button) button.className = 'reply';
  form.replaceWith(shown);
  button?.focus();
}

/** What stands above the fields, in the words of the page that was answered with. */
function complain(form: HTMLFormElement, text: string): void {
  const told = form.querySelector('.problems') ?? document.createElement('div');
  told.className = 'problems';
  told.setAttribute('role', 'alert');
  told.textContent = text;
  form.prepend(told);
}

function look(element: HTMLElement | null | undefined): void {
  if (!element) return;
  if (!element.matches('input, textarea')) element.tabIndex = -1;
  element.focus();
}
