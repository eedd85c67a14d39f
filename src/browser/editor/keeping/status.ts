import { element } from '../element.ts';
import type { Outcome } from './newsroom.ts';

type Trouble = Exclude<Outcome['state'], 'kept' | 'older' | 'settled'>;

const why: Record<Trouble, string> = {
  offline: 'no connection',
  'signed-out': 'you are signed out',
  'somebody-else': 'somebody else is signed in here',
  redacted: 'the text it began from was redacted',
  busy: 'the newsroom does not answer',
  refused: 'the newsroom does not take it',
};

export interface KeepingStatus {
  saved(time: string): void;
  trouble(state: Trouble, isOnDevice: boolean): void;
}

/** In the editor's bar, beside its buttons, which are in sight wherever somebody writes. What is seen follows every change; what is read aloud is that it begins to be kept, or ceases to. */
export function keepingStatus(bar: Element): KeepingStatus {
  const shown = element('span', { class: 'keeping' });
  const spoken = element('span', { class: 'visually-hidden', role: 'status' });
  bar.prepend(shown, spoken);
  let said = '';
  const say = (key: string, text: string) => {
    if (said !== key) spoken.textContent = text;
    said = key;
  };
  return {
    saved: (time) => {
      const text = `Saved ${time}`;
      if (shown.textContent !== text) shown.replaceChildren(text);
      shown.classList.remove('is-bad');
      say('saved', text);
    },
    trouble: (state, isOnDevice) => {
      const where = isOnDevice ? 'kept on this device' : 'and this device cannot keep it: leave this page open';
      const key = `${state} ${isOnDevice}`;
      const text = `Not saved: ${why[state]}, ${where}`;
      if (said !== key) shown.replaceChildren(text, ...(state === 'signed-out' ? ['. ', signIn()] : []));
      shown.classList.add('is-bad');
      say(key, text);
    },
  };
}

const signIn = () => element('a', { href: '/admin?next=/admin/articles', target: '_blank' }, 'Sign in in a new tab');
