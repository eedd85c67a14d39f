import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { pictureFile } from '../articles/newsroom.ts';
import { openDraft, savedText, startVisual, textOf, type VisualNewsroom } from '../support/visual-editor.ts';

let newsroom: VisualNewsroom;
let desk: Page;

beforeAll(async () => {
  newsroom = await startVisual();
  desk = newsroom.desk;
  await desk.addInitScript('window.hurt = () => { window.isHurt = true; }');
});

/** As a browser hands it over when somebody presses Control and V. */
async function paste(given: { html?: string; text?: string; picture?: string }): Promise<void> {
  await textOf(desk).click();
  await textOf(desk).evaluate((target, { html, text, picture }) => {
    // biome-ignore lint/suspicious/noExplicitAny: the browser's own, which this side does not know
    const { DataTransfer, ClipboardEvent, File } = globalThis as any;
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData('text/html', html);
    if (text) clipboardData.setData('text/plain', text);
    if (picture) {
      const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
      clipboardData.items.add(new File([bytes], 'hall.png', { type: 'image/png' }));
    }
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, given);
}

async function pasted(html: string): Promise<string> {
  const id = await openDraft(newsroom);
  await paste({ html });
  return savedText(newsroom, id);
}

const wordItem = (level: number, sign: string, words: string) =>
  `<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>\n`;

const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri"} --></style><!--[if gte mso 9]><xml><o:x>office</o:x></xml><![endif]--></head>
<body lang=EN-GB><!--StartFragment--><h1>The harbour<o:p></o:p></h1>
<p class=MsoNormal>Some <b>two hundred</b> <i>dockers</i>&nbsp;walked in.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
${wordItem(1, '·', 'Cameras')}${wordItem(2, 'o', 'at the gates')}${wordItem(1, '·', 'Passes')}<p class=MsoNormal>Then:</p>
${wordItem(1, '3.', 'Third')}${wordItem(1, '4.', 'Fourth')}
<table class=MsoTableGrid border=1><tr><td width=100><p class=MsoNormal><b>Ship</b></p></td><td><p class=MsoNormal>Leaves</p></td></tr>
<tr><td colspan=2><p class=MsoNormal>North</p><p class=MsoNormal>South</p></td></tr></table>
<p class=MsoNormal><a href="https://union.example/">The union</a><a name="_Toc1"></a> said so.</p><!--EndFragment--></body></html>`;

const google = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr"><span style="font-weight:400;color:#000">What they say</span></h2>
<p dir="ltr" style="line-height:1.38"><span style="font-weight:700">Bold</span><span style="font-weight:400"> and </span><span style="font-style:italic">italic</span><span>, H</span><span style="font-size:0.6em;vertical-align:sub">2</span><span>O, </span><span style="text-decoration:line-through">gone</span><span>.</span></p><br />
<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>One</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span>Inner</span></p></li></ul><li><p><span>Two</span></p></li></ul>
<p><a href="https://www.google.com/url?q=https://union.example/report&amp;sa=D"><span style="text-decoration:underline">report</span></a></p></b>`;

describe('A paste', () => {
  test('from Word becomes structure', async () => {
    expect(await pasted(word)).toBe(`## The harbour

Some **two hundred** *dockers*\u00a0walked in.

- Cameras
  - at the gates
- Passes

Then:

3. Third
4. Fourth

| **Ship** | Leaves |
| --- | --- |
| North<br>South |  |

[The union](https://union.example/) said so.`);
  });

  test('from Google Docs becomes structure', async () => {
    expect(await pasted(google)).toBe(`## What they say

**Bold** and *italic*, H<sub>2</sub>O, ~~gone~~.

- One
  - Inner
- Two

[report](https://union.example/report)`);
  });

  test('from a page of the web leaves its dress behind', async () => {
    const html = `<div class="a" style="color:red"><div><h1 onclick="hurt()">Head</h1><p>Text <img src="x" onerror="hurt()"> on.</p></div>
<script>hurt()</script><style>p{}</style><svg onload="hurt()"></svg><form><input value="x"><button>Press</button></form>
<p><a href="javascript:hurt()">bad</a> <a href="/2026/11/20/a" onclick="hurt()">good</a></p>
<iframe src="https://player.vimeo.com/video/76979871"></iframe><iframe src="https://evil.example/"></iframe>
<ol start="4"><li>four</li></ol><blockquote><p>Said.</p></blockquote><u>under</u></div>`;
    expect(await pasted(html)).toBe(`## Head

Text on.

bad [good](/2026/11/20/a)

::video{url="https://vimeo.com/76979871"}

4. four

> Said.

under`);
    expect(await desk.evaluate('window.isHurt')).toBeUndefined();
  });

  test('of words that look like Markdown stays words', async () => {
    const id = await openDraft(newsroom);
    await paste({ text: '# 5 * 3\n\n- no <b>list</b>' });
    const saved = await savedText(newsroom, id);
    await desk.reload();
    expect(await textOf(desk).innerText()).toMatch(/^# 5 \* 3\s+- no <b>list<\/b>/);
    expect(saved).not.toMatch(/^- /m);
  });

  test('of an address is a link, of a video’s address alone the video', async () => {
    const id = await openDraft(newsroom);
    await paste({ text: 'https://union.example/report' });
    await desk.keyboard.press('Enter');
    await paste({ text: ' https://youtu.be/dQw4w9WgXcQ?t=3\n' });
    const title = desk.getByRole('group', { name: 'Video' }).getByLabel('Title');
    await desk.getByText('The title is missing.').waitFor();
    expect(await title.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);
    expect(await savedText(newsroom, id)).toBe(
      'https://union.example/report\n\n::video{url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"}',
    );
  });

  test('of a picture puts it into the library and the text, and asks what it shows', async () => {
    const id = await openDraft(newsroom, 'Before.');
    const { content } = await pictureFile('#3c3');
    await paste({ picture: (content as Buffer).toString('base64') });
    await desk.getByText('Alternative text is missing.').waitFor();
    await desk.keyboard.type('The quay');
    await desk.getByRole('group', { name: 'Picture' }).getByRole('img', { name: 'The quay' }).waitFor();
    expect(await savedText(newsroom, id)).toMatch(/^Before\.\n\n::figure\{media="\d+" alt="The quay"\}$/);
  });

  test('or a drop of a file that is no picture says what is wrong, and leaves the text', async () => {
    const id = await openDraft(newsroom, 'Before.');
    await textOf(desk).evaluate((target) => {
      // biome-ignore lint/suspicious/noExplicitAny: the browser's own, which this side does not know
      const { DataTransfer, DragEvent, File } = globalThis as any;
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['no picture'], 'hall.png', { type: 'image/png' }));
      target.dispatchEvent(
        new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true, clientX: 300, clientY: 600 }),
      );
    });
    await desk.getByRole('status').filter({ hasText: 'This is not a picture that can be used.' }).waitFor();
    expect(await savedText(newsroom, id)).toBe('Before.');
  });

  test('within the text keeps the blocks as they are', async () => {
    const body = ':::quote{by="Ilse \\"B\\""}\nWe wait.\n:::\n\n::gallery{of="3"}\n\nH<sub>2</sub>O';
    const id = await openDraft(newsroom, body);
    await textOf(desk).click();
    for (const keys of ['Control+a', 'Control+c', 'Control+a', 'Delete', 'Control+v']) await desk.keyboard.press(keys);
    expect(await savedText(newsroom, id)).toBe(body);
  });
});

test('HTML that a script of the page would write is sanitised, and code of a text is refused', async () => {
  await openDraft(newsroom);
  const written = await desk.evaluate(`(() => {
    const place = document.createElement('div');
    place.innerHTML = '<p onclick="hurt()">a<img src=x onerror="hurt()"><script>hurt()</script></p>';
    return place.innerHTML;
  })()`);
  expect(written).toBe('<p>a<img></p>');
  await expect(
    desk.evaluate(`{ const s = document.createElement('script'); s.text = 'hurt()'; document.body.append(s); }`),
  ).rejects.toThrow('TrustedScript');
  await expect(desk.evaluate(`trustedTypes.createPolicy('other', {})`)).rejects.toThrow('other');
});
