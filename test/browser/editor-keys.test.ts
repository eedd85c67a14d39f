import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { axe } from '../support/browser.ts';
import { openDraft, press, savedText, startVisual, textOf, type VisualNewsroom } from '../support/visual-editor.ts';

let newsroom: VisualNewsroom;
let desk: Page;

beforeAll(async () => {
  newsroom = await startVisual();
  desk = newsroom.desk;
});

const type = (words: string) => desk.keyboard.type(words);
const key = (keys: string) => desk.keyboard.press(keys);
const field = () => desk.locator('textarea[name="body"]');
const button = (name: string) => desk.getByRole('button', { name, exact: true });

describe('What is typed', () => {
  test.each([
    ['## A heading', '## A heading'],
    ['### A smaller one', '### A smaller one'],
    ['- one', '- one'],
    ['1. one', '1. one'],
    ['> said', '> said'],
    ['a **bold** word', 'a **bold** word'],
    ['an *italic* word', 'an *italic* word'],
    ['# 5 places', '\\# 5 places'],
    ['5 * 3 * 2', '5 * 3 * 2'],
    ['<b>R&D</b>', '\\<b>R&D\\</b>'],
    ['كلمة **مهمة** هنا', 'كلمة **مهمة** هنا'],
  ])('%j becomes %j', async (typed, markdown) => {
    const id = await openDraft(newsroom);
    await textOf(desk).click();
    await type(typed);
    expect(await savedText(newsroom, id)).toBe(markdown);
  });

  test('is undone and done again, block by block, to the beginning', async () => {
    const id = await openDraft(newsroom, 'Ferries wait.');
    await textOf(desk).click();
    await key('Control+End');
    await type(' For fog.');
    await press(desk, 'Heading');
    await press(desk, 'Insert video');
    await key('Escape');
    for (let count = 0; count < 5; count += 1) await key('Control+z');
    expect(await textOf(desk).innerText()).toBe('Ferries wait.');
    for (let count = 0; count < 5; count += 1) await key('Control+Shift+z');
    expect(await savedText(newsroom, id)).toBe('## Ferries wait. For fog.\n\n::video');
  });

  test('goes with the form when it is sent at once', async () => {
    const id = await openDraft(newsroom);
    await textOf(desk).click();
    await type('Gone in a moment.');
    await desk.evaluate('document.querySelector("[value=save]").click()');
    await desk.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    expect(await savedText(newsroom, id)).toBe('Gone in a moment.');
  });

  test('is counted, and so is the headline', async () => {
    await openDraft(newsroom, 'One two three.');
    await desk.getByText('3 words', { exact: true }).waitFor();
    await textOf(desk).click();
    await key('Control+End');
    await type(' Four — five.');
    await desk.getByText('5 words', { exact: true }).waitFor();
    await desk.getByLabel('Headline', { exact: true }).fill('ح'.repeat(71));
    await desk.getByText(/^71 characters: over 70/).waitFor();
  });
});

async function selectFirstWord(): Promise<void> {
  await textOf(desk).click();
  // The editor looks at the browser's selection again a moment after it got the focus; no hand is so fast.
  await desk.waitForTimeout(100);
  await key('Control+Home');
  await key('Control+Shift+ArrowRight');
  await desk.waitForTimeout(50);
}

describe('A link', () => {
  test('is put on words, changed, and taken away', async () => {
    const id = await openDraft(newsroom, 'Read the report now.');
    await selectFirstWord();
    await key('Control+k');
    await desk.getByLabel('Address', { exact: true }).fill('union.example/report');
    await key('Enter');
    expect(await savedText(newsroom, id)).toMatch(/^\[Read\]\(https:\/\/union\.example\/report\)/);
    await desk.getByRole('link', { name: 'Read', exact: true }).click();
    await desk.getByRole('button', { name: 'Link', exact: true, pressed: true }).click();
    expect(await desk.getByLabel('Address', { exact: true }).inputValue()).toBe('https://union.example/report');
    await desk.getByLabel('Address', { exact: true }).fill('/2026/11/20/council-votes');
    await button('Change link').click();
    expect(await savedText(newsroom, id)).toMatch(/^\[Read\]\(\/2026\/11\/20\/council-votes\)/);
    await desk.getByRole('link', { name: 'Read', exact: true }).click();
    await press(desk, 'Link');
    await button('Remove link').click();
    expect(await savedText(newsroom, id)).toBe('Read the report now.');
  });

  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//evil.example',
    'https://a@b.example/',
    '',
  ])('that leads to %j is refused, beside the field', async (address) => {
    await openDraft(newsroom, 'Read.');
    await selectFirstWord();
    await press(desk, 'Link');
    await desk.getByLabel('Address', { exact: true }).fill(address);
    await key('Enter');
    await desk.getByRole('alert').filter({ hasText: 'Write an address' }).waitFor();
    expect(await axe(desk)).toEqual([]);
    await key('Escape');
    expect(await textOf(desk).locator('a').count()).toBe(0);
  });
});

test('A table grows and shrinks by the buttons that stand there while the cursor is in it', async () => {
  const id = await openDraft(newsroom, 'Before.\n\n| Ship | Leaves |\n| --- | --- |\n| North | noon |');
  const add = button('Add column');
  await textOf(desk).getByText('Before.').click();
  await add.waitFor({ state: 'hidden' });
  await textOf(desk).getByText('North').click();
  await add.click();
  await button('Add row').click();
  expect(await savedText(newsroom, id)).toBe(
    'Before.\n\n| Ship |  | Leaves |\n| --- | --- | --- |\n| North |  | noon |\n|  |  |  |',
  );
  await textOf(desk).getByText('Leaves').click();
  await button('Delete column').click();
  await textOf(desk).getByText('North').click();
  await button('Delete row').click();
  expect(await savedText(newsroom, id)).toBe('Before.\n\n| Ship |  |\n| --- | --- |\n|  |  |');
  await textOf(desk).getByText('Ship').click();
  await button('Delete table').click();
  expect(await savedText(newsroom, id)).toBe('Before.');
});

describe('The Markdown view', () => {
  test('holds the same text, and what is changed there is in the visual one', async () => {
    const id = await openDraft(newsroom, 'One.\n\n## Two');
    await textOf(desk).getByRole('heading').click();
    await key('End');
    await type(' and **three**');
    await press(desk, 'Markdown');
    expect(await field().inputValue()).toBe('One.\n\n## Two and **three**');
    expect(await button('Markdown').getAttribute('aria-pressed')).toBe('true');
    expect(await axe(desk)).toEqual([]);
    await field().fill('One.\n\n> Four');
    await key('Alt+Shift+M');
    await textOf(desk).getByRole('blockquote').filter({ hasText: 'Four' }).waitFor();
    await key('Control+z');
    await textOf(desk).getByRole('heading', { name: 'Two and three' }).waitFor();
    await key('Control+Shift+z');
    expect(await savedText(newsroom, id)).toBe('One.\n\n> Four');
  });

  test('is saved as it stands', async () => {
    const id = await openDraft(newsroom);
    await press(desk, 'Markdown');
    await field().fill('*  odd,\n   but __mine__');
    expect(await savedText(newsroom, id)).toBe('*  odd,\n   but __mine__');
  });
});

describe('A text that nobody changed', () => {
  test('stays byte for byte as it was typed', async () => {
    const typed = '*  odd,\n   but __mine__\n\nSetext\n======\n\n<table><tr><td>a</td></tr></table>';
    const id = await openDraft(newsroom, typed);
    await textOf(desk).click();
    expect(await savedText(newsroom, id)).toBe(typed);
  });
});

describe('With the keyboard alone', () => {
  test('the toolbar is one stop, arrows go along it, and a block is filled in and left', async () => {
    const id = await openDraft(newsroom);
    await textOf(desk).focus();
    await key('Alt+F10');
    await desk.locator('button:focus', { hasText: 'Heading' }).waitFor();
    await key('End');
    await desk.locator('button:focus', { hasText: '?' }).waitFor();
    await key('ArrowRight');
    await key('ArrowRight');
    await desk.locator('button:focus', { hasText: 'Subheading' }).waitFor();
    await key('Tab');
    await key('Alt+Shift+V');
    await desk.locator('.visual input:focus').waitFor();
    await type('https://vimeo.com/76979871');
    await key('Tab');
    await type('Ferries');
    await key('Enter');
    await type('After it.');
    expect(await savedText(newsroom, id)).toBe(
      '::video{url="https://vimeo.com/76979871" title="Ferries"}\n\nAfter it.',
    );
  });

  test('no key holds whoever goes through the text', async () => {
    await openDraft(newsroom, '| a | b |\n| --- | --- |\n| c | d |\n\n- one\n- two');
    await textOf(desk).focus();
    for (let count = 0; count < 12; count += 1) await key('Tab');
    expect(await desk.evaluate('document.activeElement.closest(".visual") === null')).toBe(true);
  });

  test('? lists the keys, and is a letter in a text', async () => {
    const id = await openDraft(newsroom);
    await desk.getByRole('link', { name: 'Stories' }).focus();
    await key('?');
    const list = desk.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await list.getByText('Ctrl+Shift+Z').waitFor();
    expect(await axe(desk)).toEqual([]);
    await key('Escape');
    await textOf(desk).click();
    await type('Why?');
    expect(await list.isVisible()).toBe(false);
    expect(await savedText(newsroom, id)).toBe('Why?');
  });
});

describe('An Arabic story', () => {
  test('is edited from right to left, and the editor follows its language', async () => {
    await openDraft(newsroom, 'عمال **الميناء**.', 'ar');
    const look = () =>
      desk.evaluate(`(({ lang, dir }) => lang + ' ' + dir)(document.querySelector('[role=textbox][aria-multiline]'))`);
    expect(await look()).toBe('ar rtl');
    expect(await textOf(desk).getAttribute('spellcheck')).toBe('true');
    await desk.getByLabel('Language', { exact: true }).selectOption('English');
    expect(await look()).toBe('en ltr');
    expect(await desk.getByLabel('Headline', { exact: true }).getAttribute('dir')).toBe('ltr');
    await desk.getByLabel('Language', { exact: true }).selectOption('العربية');
    expect(await look()).toBe('ar rtl');
    expect(await axe(desk)).toEqual([]);
  });
});
