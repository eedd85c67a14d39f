import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Person } from '../../src/accounts/person.ts';
import { type Started, startApp } from '../support/app.ts';
import { axe, looks, openBrowser } from '../support/browser.ts';
import { addPerson, password } from '../support/factories.ts';
import { type App, appFrom } from '../support/second-steps.ts';
import { addResetLink } from '../support/sign-in.ts';

/* Signing in with a second step, as people do it, in both looks; axe looks at each page on the way. */

describe.each(looks)('%s', (_, look) => {
  let newsroom: Started;
  let person: Person;
  let page: Page;

  beforeAll(async () => {
    newsroom = await startApp({ shared: true });
    person = await addPerson(newsroom.context, { role: 'admin' });
    page = await openBrowser({ ...look, shared: true });
  });

  const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
  const givePassword = async () => {
    await page.getByLabel('Email').fill(person.email);
    await page.getByLabel('Password').fill(password);
    await press('Sign in');
  };
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const expectGood = async () => {
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  };
  let app: App;

  test('An app is set up, and its recovery codes are shown', async () => {
    await page.goto(`${newsroom.url}/admin?next=/admin/account`);
    await givePassword();
    await heading('Your account');
    await page.getByRole('link', { name: /^Set up/ }).click();
    await heading('App for codes');
    await expectGood();
    await page.getByLabel('Code that the app shows').fill('000000');
    await press('Turn it on');
    await page.getByRole('alert').waitFor();
    await expectGood();
    app = appFrom(await page.content(), newsroom.clock);
    await page.getByLabel('Code that the app shows').fill(app.code());
    await press('Turn it on');
    await heading('Keep your recovery codes');
    await expectGood();
    app.recoveryCodes = await page.locator('.recovery code').allTextContents();
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await page.getByText('On: a code of your app after the password.').waitFor();
    await expectGood();
  });

  test('The code is asked for after the password, and nothing else opens', async () => {
    newsroom.clock.advance({ minutes: 1 });
    await press('Sign out');
    await givePassword();
    await heading('Second step');
    await expectGood();
    await page.goto(`${newsroom.url}/admin/articles`);
    await heading('Second step');
    await page.getByLabel('Code', { exact: true }).fill('a wrong one');
    await press('Sign in');
    await page.getByRole('alert').waitFor();
    await expectGood();
    await page.getByLabel('Code', { exact: true }).fill(app.code());
    await press('Sign in');
    await heading('Stories');
  });

  test('A recovery code does in its place', async () => {
    await press('Sign out');
    await givePassword();
    await page.getByLabel('Code', { exact: true }).fill(app.recoveryCodes[0] ?? '');
    await press('Sign in');
    await heading('Stories');
  });

  test('After some minutes the password is asked once more, and the form goes on from there', async () => {
    newsroom.clock.advance({ minutes: 10 });
    await page.goto(`${newsroom.url}/admin/account/second-step`);
    await expectGood();
    await press('Turn it off');
    await heading('Confirm that it is you');
    await expectGood();
    await page.getByLabel('Password').fill('a wrong one');
    await press('Go on');
    await page.getByRole('alert').waitFor();
    await expectGood();
    await page.getByLabel('Password').fill(password);
    await press('Go on');
    await page.getByText('The app is off').waitFor();
  });

  test('Sessions elsewhere are seen and ended, and the password is changed', async () => {
    await newsroom.signIn(person);
    await page.goto(`${newsroom.url}/admin/account/sessions`);
    await expectGood();
    await press('End all others');
    await page.getByText('You are signed out everywhere else.').waitFor();
    await page.goto(`${newsroom.url}/admin/account/password`);
    await page.getByLabel('Password until now').fill('a wrong one');
    await press('Change it');
    await page.getByText('This is not your password.').waitFor();
    await expectGood();
  });

  test('A forgotten password is replaced by a link', async () => {
    await page.goto(`${newsroom.url}/admin/account`);
    await press('Sign out');
    await page.getByRole('link', { name: 'Forgot the password?' }).click();
    await heading('Another password');
    await expectGood();
    await page.getByLabel('Email').fill(person.email);
    await press('Mail me a link');
    await page.getByText('If there is an account with that address').waitFor();
    await expectGood();
    await page.goto(newsroom.url + (await addResetLink(newsroom.context, person.id)));
    await page.getByLabel('New password').fill('password2026!');
    await press('Set the password');
    await page.getByRole('alert').waitFor();
    await expectGood();
    await page.getByLabel('New password').fill('the tide turns at four');
    await press('Set the password');
    await page.getByText('Your password is changed. Sign in with it.').waitFor();
  });
});
