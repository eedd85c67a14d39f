/** What `sendForms` (typing.ts) has the browser do, in the page itself. @param {{ texts: readonly string[], first: number }} asked */
globalThis.sendAll = async ({ texts, first }) => {
  const kinds = ['text', 'search', 'url', 'email', 'tel', 'textarea'];
  const answers = [];

  // Headlines wrap, but are one line.
  const isLong = ({ type, rows }) => type === 'textarea' && rows > 3;
  const isTyped = ({ type, tabIndex }) => kinds.includes(type) && tabIndex !== -1;

  const textFor = (control, index) => {
    const at = (first + 7 * index) % texts.length;
    if (isLong(control)) return [...texts.slice(at), ...texts.slice(0, at)].join('\n\n');
    return control.type === 'email' ? '"<img/src=x/onerror=ran(1)>"@news.example' : texts[at];
  };

  const send = async (form, button) => {
    const data = new FormData(form, button);
    const body = form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data);
    const address = button?.getAttribute('formaction') || form.getAttribute('action') || location.href;
    // Each from a network of its own, so that no limit hides what is behind it.
    const network = [10, ...crypto.getRandomValues(new Uint8Array(3))].join('.');
    const answer = await fetch(address, { method: 'POST', body, headers: { 'X-Forwarded-For': network } });
    const type = answer.headers.get('content-type') ?? '';
    answers.push({ action: address, status: answer.status, type, text: await answer.text() });
  };

  for (const form of document.querySelectorAll('form')) {
    const controls = [...form.elements].filter(isTyped);
    // Who signs out sends nothing more.
    if (form.method !== 'post' || controls.length === 0 || /sign-|password/.test(form.action)) continue;
    const before = controls.map(({ value }) => value);
    const buttons = [...form.elements].filter(({ type }) => type === 'submit');
    const usual = buttons.find(({ value }) => value === 'save') ?? buttons[0];
    for (const one of [...controls.keys(), null]) {
      for (const [index, control] of controls.entries())
        control.value = one === null || one === index ? textFor(control, index) : before[index];
      for (const button of one === null ? buttons : [usual]) await send(form, button);
    }
  }
  return answers;
};
