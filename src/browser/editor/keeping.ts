/*
 * Never lose a word: what is typed into the form is kept on the device within a second, and in the newsroom a few seconds later, until
 * it is saved. Of a sitting (this page, from its loading to its end) both keep the newest text, under a name that the form carries.
 */
import { copiesOf, type DeviceCopy, forgetOnDevice, keepOnDevice } from './keeping/device.ts';
import { fieldsAtFirst, fieldsOf } from './keeping/fields.ts';
import { type Outcome, sendToNewsroom } from './keeping/newsroom.ts';
import { type KeepingStatus, keepingStatus } from './keeping/status.ts';

/** Milliseconds from a change to the device, and from there to the newsroom; and until it is tried again. */
const toDevice = 150;
const toNewsroom = 4_000;
const again = 5_000;
/** A page that is still there so long after its form was sent is not left: the sending was stopped, or led nowhere. */
const stillHere = 30_000;

export function startKeeping(form: HTMLFormElement): void {
  const bar = document.querySelector('.bar .does');
  if (!bar || !form.dataset.autosave) return;
  const sitting = sittingAt(form, keepingStatus(bar));
  const isOurs = ({ target }: Event) => (target as HTMLInputElement | null)?.form === form;
  for (const kind of ['input', 'change'])
    document.addEventListener(kind, (event) => isOurs(event) && sitting.changed());
  form.addEventListener('submit', sitting.submitted);
  window.addEventListener('pageshow', sitting.isBack);
  window.addEventListener('online', () => sitting.send());
  window.addEventListener('focus', () => sitting.send());
  window.addEventListener('pagehide', sitting.isLeft);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && sitting.isLeft());
  window.addEventListener('beforeunload', (event) => sitting.isNowhere() && event.preventDefault());
  // What a browser filled in by itself when the page was loaded again counts as typed.
  sitting.look();
  if (form.dataset.typed === undefined) bringCopies(sitting);
}

type Sitting = ReturnType<typeof sittingAt>;

function sittingAt(form: HTMLFormElement, status: KeepingStatus) {
  const { person = '', autosave: address = '', typed } = form.dataset;
  const [draft, takes] = ['draft', 'takes'].map((name) => form.elements.namedItem(name) as HTMLInputElement) as [
    HTMLInputElement,
    HTMLInputElement,
  ];
  let seen = typed === undefined ? JSON.stringify(fieldsAtFirst(form)) : '';
  /** How often the text has changed, and which of these the newsroom has. */
  let turn = 0;
  let sent = 0;
  let isOnDevice = true;
  let isSending = false;
  let isSubmitted = false;
  let looking = 0;
  let sending = 0;

  const copy = (): DeviceCopy => ({
    ...{ draft: draft.value, takes: takes.value, person, address, turn },
    ...{ fields: JSON.parse(seen), at: Date.now() },
  });
  const keep = async () => {
    isOnDevice = await keepOnDevice(copy());
  };
  const sendIn = (wait: number) => {
    sending ||= window.setTimeout(send, wait);
  };

  /** Keeps what the fields hold, if it is something else than before. */
  const look = () => {
    clearTimeout(looking);
    looking = 0;
    const found = JSON.stringify(fieldsOf(form));
    if (found === seen) return;
    seen = found;
    turn += 1;
    // Whoever types on is still here, whatever became of the sending.
    isSubmitted = false;
    keep();
    sendIn(toNewsroom);
  };

  const send = async ({ isLeaving = false } = {}) => {
    clearTimeout(sending);
    sending = 0;
    if (isSending || isSubmitted || sent >= turn) return;
    isSending = true;
    const sentCopy = copy();
    const outcome = await sendToNewsroom(sentCopy, { isLeaving });
    isSending = false;
    // Its form was sent meanwhile: the page that comes of it tells.
    if (!isSubmitted) settle(sentCopy, outcome);
  };

  const settle = (sentCopy: DeviceCopy, outcome: Outcome) => {
    if (outcome.state === 'settled') return beginAnew(sentCopy.draft);
    if ('time' in outcome) {
      sent = sentCopy.turn;
      takes.value = '';
      status.saved(outcome.time);
    } else status.trouble(outcome.state, isOnDevice);
    if (sent < turn) sendIn('time' in outcome ? toNewsroom : again);
  };

  /** The text was saved or discarded, here before somebody came back to the page, or elsewhere: what is typed now is another one. */
  const beginAnew = (over: string) => {
    forgetOnDevice(over);
    const random = crypto.getRandomValues(new Uint8Array(16));
    draft.value = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    takes.value = '';
    keep();
    sendIn(0);
  };

  const isBack = () => {
    isSubmitted = false;
    sendIn(again);
  };

  return {
    copy,
    look,
    send,
    changed: () => {
      looking ||= window.setTimeout(look, toDevice);
    },
    submitted: () => {
      look();
      isSubmitted = true;
      window.setTimeout(isBack, stillHere);
    },
    isBack,
    isLeft: () => {
      look();
      send({ isLeaving: true });
    },
    /** What was typed is neither in the newsroom nor on the device. */
    isNowhere: () => !isSubmitted && !isOnDevice && sent < turn,
  };
}

/** What the device has from before, and the newsroom had not heard of: it offers that with the rest when the page is asked for again. */
async function bringCopies(sitting: Sitting): Promise<void> {
  const { draft: own, person, address } = sitting.copy();
  let isNew = false;
  for (const copy of await copiesOf(person)) {
    if (copy.draft === own) continue;
    const { state } = await sendToNewsroom(copy);
    if (['kept', 'older', 'settled', 'redacted'].includes(state)) await forgetOnDevice(copy.draft);
    isNew ||= state === 'kept' && copy.address === address;
  }
  if (isNew && sitting.copy().turn === 0) location.replace(location.pathname + location.search);
}
