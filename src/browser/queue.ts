/*
 * What scripts add to the queue of comments: every press is a key, is sent without leaving the place, and can be undone by one. What
 * comes meanwhile is told and waits until it is asked for. The page is whole without.
 */
import { followKeys } from './queue/keys.ts';
import { openList } from './queue/list.ts';
import { stayPresent } from './queue/presence.ts';
import { openSending } from './queue/sending.ts';

const place = document.querySelector<HTMLElement>('[data-queue]');
if (place) {
  const list = openList(place);
  const sending = openSending(list);
  const presence = stayPresent(list);
  followKeys(list, { sending, presence });
}
