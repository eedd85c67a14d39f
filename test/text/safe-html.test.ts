import { expect, test } from '@jest/globals';
import Handlebars from 'handlebars';
import { safeHtml } from '../../src/text/safe-html.ts';

test('a template prints safe HTML as it is, and escapes everything else', () => {
  const template = Handlebars.compile('{{safe}}{{text}}', { strict: true, knownHelpersOnly: true });
  expect(template({ safe: safeHtml('<p>a & b</p>'), text: '<p>' })).toBe('<p>a & b</p>&lt;p&gt;');
});
