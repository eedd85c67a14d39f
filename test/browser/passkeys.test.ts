import { beforeAll, expect, test } from '@jest/globals';
import type { CDPSession, Page } from 'playwright-core';
import type { Person } from '../../src/accounts/person.ts';
import { type Started, startApp } from '../support/app.ts';
import { axe, openBrowser } from '../support/browser.ts';
import { addPerson, password } from '../support/factories.ts';

/* A passkey from its first day to its last, with a device that Chromium plays. */

let newsroom: Started;
let person: Person;
let page: Page;
let devtools: CDPSession;
let authenticatorId: string;
const wrong: string[] = [];

beforeAll(async () => {
  newsroom = await startApp({ shared: true });
  person = await addPerson(newsroom.context, { role: 'editor' });
  page = await openBrowser({
    javaScript: true,
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    shared: true,
  });
  page.on('console', (message) => {
    if (/Content Security|TrustedHTML|TrustedScript/.test(message.text())) wrong.push(message.text());
  });
  devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
  } as const;
  ({ authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  }));
});

const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const verified = (isUserVerified: boolean) =>
  devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });

test('It is added under the account', async () => {
  await page.goto(`${newsroom.url}/admin?next=/admin/account`);
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(password);
  await press('Sign in');
  await page.getByRole('link', { name: /^Add one/ }).click();
  await heading('Passkeys');
  await page.getByLabel('Name').fill('My telephone');
  expect(await page.getByText('This needs a browser').isVisible()).toBe(false);
  expect(await axe(page)).toEqual([]);
  await press('Add a passkey');
  await heading('Keep your recovery codes');
  await page.getByRole('link', { name: 'I have kept them' }).click();
  await page.getByText('My telephone').first().waitFor();
  expect(await axe(page)).toEqual([]);
});

test('The same device adds no second one, and says so', async () => {
  await press('Add a passkey');
  await page.getByText('This device has a passkey already.').waitFor();
  expect(await axe(page)).toEqual([]);
});

test('It signs in without address, password or code', async () => {
  await page.goto(`${newsroom.url}/admin`);
  await press('Sign out');
  expect(await axe(page)).toEqual([]);
  await press('Use a passkey');
  await heading('Stories');
});

test('It does not sign in whom the device does not know', async () => {
  await press('Sign out');
  await verified(false);
  await press('Use a passkey');
  await page.getByText('No passkey was used.').waitFor();
  expect(await axe(page)).toEqual([]);
  await verified(true);
});

test('It is the second step after the password', async () => {
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(password);
  await press('Sign in');
  await heading('Second step');
  expect(await axe(page)).toEqual([]);
  await press('Use a passkey');
  await heading('Stories');
});

test('It proves once more who somebody is, and the form goes on', async () => {
  newsroom.clock.advance({ minutes: 10 });
  await page.goto(`${newsroom.url}/admin/account/passkeys`);
  await page.getByText('Change').first().click();
  await page.getByLabel('New name').fill('Old telephone');
  await press('Rename');
  await heading('Confirm that it is you');
  await press('Use a passkey');
  await page.getByText('Renamed.').waitFor();
});

test('It is removed, and opens nothing any more', async () => {
  await page.getByText('Change').first().click();
  expect(await axe(page)).toEqual([]);
  await press('Remove Old telephone');
  await page.getByText('Removed, and you are signed out everywhere else.').waitFor();
  await page.goto(`${newsroom.url}/admin/account`);
  await press('Sign out');
  await press('Use a passkey');
  await page.getByText('This passkey is not known here').waitFor();
  expect(wrong).toEqual([]);
});

test('Without a script no button is shown that would do nothing', async () => {
  const plain = await openBrowser({ javaScript: false, viewport: { width: 1280, height: 900 } });
  await plain.goto(`${newsroom.url}/admin`);
  expect(await plain.getByText('Use a passkey').isVisible()).toBe(false);
  await plain.getByLabel('Email').fill(person.email);
  await plain.getByLabel('Password').fill(password);
  await plain.getByRole('button', { name: 'Sign in', exact: true }).click();
  await plain.goto(`${newsroom.url}/admin/account/passkeys`);
  await plain.getByText('This needs a browser that knows passkeys').waitFor();
  expect(await plain.getByRole('button', { name: 'Add a passkey' }).isVisible()).toBe(false);
  expect(await axe(plain)).toEqual([]);
});
