/*
 * Buttons for passkeys. They are hidden as the page comes: only a script can ask a device, and only browsers that read what it is asked as JSON get to show them.
 * What the device signed goes into the form around the button, and the form goes its way.
 */

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-passkey]')) improve(button);

function improve(button: HTMLButtonElement): void {
  const { form } = button;
  const known = typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
  if (!form || !known) return;
  for (const hidden of form.querySelectorAll<HTMLElement>('.passkey')) hidden.hidden = false;
  for (const without of form.querySelectorAll<HTMLElement>('[data-passkey-without]')) without.hidden = true;
  const error = form.querySelector<HTMLElement>('[data-passkey-error]');
  const say = (text: string) => {
    if (!error) return;
    error.textContent = text;
    error.hidden = text === '';
  };
  button.addEventListener('click', async () => {
    say('');
    button.disabled = true;
    try {
      const field = form.elements.namedItem('passkey') as HTMLInputElement;
      field.value = JSON.stringify(await sign(button.dataset.passkey ?? ''));
      // Other fields of the form may be empty now.
      form.submit();
    } catch (failure) {
      button.disabled = false;
      say(reasonOf(failure));
      button.focus();
    }
  });
}

async function sign(use: string): Promise<unknown> {
  const answer = await fetch('/admin/passkey/options', { method: 'POST', body: new URLSearchParams({ use }) });
  if (!answer.ok) throw new Error(answer.status === 429 ? tooMany : notNow);
  const options = await answer.json();
  const credential =
    use === 'add'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return (credential as PublicKeyCredential).toJSON();
}

const notNow = 'This cannot be done just now. Load the page again, and try once more.';
const tooMany = 'Too many attempts. Please try again in some minutes.';

function reasonOf(failure: unknown): string {
  if (failure instanceof DOMException && failure.name === 'InvalidStateError')
    return 'This device has a passkey already.';
  if (failure instanceof DOMException) return 'No passkey was used. Try again when you are ready.';
  return failure instanceof TypeError || !(failure instanceof Error) ? notNow : failure.message;
}
