import { networkOf } from '../../../text/posts.ts';
import type { Held, Shape } from '../block-view.ts';
import { element } from '../element.ts';
import type { Values } from '../fields.ts';
import { askForPost } from '../inserts.ts';

export const post: Shape = {
  label: 'Post',
  fields: [
    { name: 'url', label: 'Address of the post', hint: 'At X, Bluesky, Mastodon, Telegram, Facebook or elsewhere.' },
    { name: 'name', label: 'Name of who wrote it' },
    { name: 'handle', label: 'Handle', hint: 'Such as @alder@social.example.' },
    { name: 'time', label: 'When', hint: 'A day, 2026-11-23, or a moment, 2026-11-23T09:30Z.' },
  ],
  problem: ({ url, name }) => {
    if (!url) return 'The address is missing.';
    return name ? null : 'The name is missing.';
  },
  shown,
  tool: asking,
};

/** The reader's quotation, with the text to write in. */
function shown() {
  const name = element('b');
  const handle = element('bdi');
  const where = element('span');
  const text = element('div', { class: 'block-text' });
  const dom = element(
    'blockquote',
    { class: 'post' },
    element('p', { contenteditable: 'false' }, name, handle),
    text,
    element('p', { contenteditable: 'false' }, where),
  );
  const draw = (values: Values) => {
    name.textContent = String(values.name || 'Nobody named yet');
    handle.textContent = String(values.handle ?? '');
    const network = values.url ? `Post at ${networkOf(String(values.url))}` : 'No address yet';
    where.textContent = [network, dayOf(String(values.time ?? ''))].filter(Boolean).join(' · ');
  };
  return { dom, text, draw };
}

/** As it is written, where it is no time yet. A day is the same in every zone. */
function dayOf(time: string): string {
  const at = Date.parse(time);
  const timeZone = time.length === 10 ? 'UTC' : undefined;
  return Number.isNaN(at) ? time : new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(at);
}

/** The newsroom asks the network, not this browser; it is told nothing of who asks. */
function asking(set: (values: Values) => void, { values, write }: Held): HTMLElement {
  const button = element('button', { class: 'button', type: 'button' }, 'Ask the network for the post');
  const status = element('p', { class: 'hint', role: 'status' });
  button.addEventListener('click', async () => {
    const asked = String(values().url ?? '');
    status.textContent = 'Asking…';
    const found = await askForPost(asked);
    const { url, name, handle, time } = values();
    if (typeof found === 'string' || url !== asked) {
      status.textContent = typeof found === 'string' ? found : '';
      return;
    }
    write(found.paragraphs);
    set({ url: found.url, name: name || found.name, handle: handle || found.handle, time: time || found.time });
    status.textContent = 'Done. What you had typed stays. Compare it with the post.';
  });
  return element('div', { class: 'field' }, button, status);
}
