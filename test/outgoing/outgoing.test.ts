import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { createOutgoing, Refused } from '../../src/outgoing/outgoing.ts';
import { isPublic } from '../../src/outgoing/public-addresses.ts';
import { startOtherSite } from '../support/other-site.ts';

const asking = { bytes: 1000, milliseconds: 5000 };
/** The site is on this machine; what stands for a machine inside is another address of it. */
const outgoing = () => createOutgoing({ allows: (ip) => ip === '127.0.0.1' });

describe('An address is public', () => {
  test.each([
    '8.8.8.8',
    '93.184.216.34',
    '172.15.255.255',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::1',
  ])('as %s is', (ip) => {
    expect(isPublic(ip)).toBe(true);
  });

  test.each([
    ...['127.0.0.1', '127.255.0.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ...['169.254.169.254', '100.64.0.1', '192.0.0.1', '198.18.0.1', '203.0.113.9', '224.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::1', '2001::1', '2001:db8::1', '3fff::1', '', 'localhost', '127.1'],
  ])('but “%s” is not', (ip) => {
    expect(isPublic(ip)).toBe(false);
  });
});

describe('A request to another machine', () => {
  test('says nothing of who asks, and brings back what came', async () => {
    const site = await startOtherSite((_request, response) => response.writeHead(203, { 'X-Own': 'a' }).end('Hello.'));
    const { status, headers, body, address } = await outgoing().get(`${site.url}/a?b=1#c`, asking);
    expect([status, headers['x-own'], body.toString(), address]).toEqual([203, 'a', 'Hello.', `${site.url}/a?b=1#c`]);
    const [asked] = site.asked;
    expect([asked?.method, asked?.url]).toEqual(['GET', '/a?b=1']);
    expect(Object.keys(asked?.headers ?? {}).sort()).toEqual([
      ...['accept', 'accept-encoding', 'connection', 'host', 'user-agent'],
    ]);
  });

  test.each([
    ...['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '127.1', '0'],
    ...['017700000001', '127.0.0.1.', 'LOCALHOST'],
  ])('reaches no machine inside, as %s, whatever it is written like', async (host) => {
    const site = await startOtherSite((_request, response) => response.end('Inside.'));
    await expect(createOutgoing().get(`http://${host}:${site.port}/`, asking)).rejects.toThrow(Refused);
    expect(site.asked).toHaveLength(0);
  });

  test.each(['file:///etc/passwd', 'ftp://127.0.0.1/', 'http://', 'javascript:1', '/a', 'http://a:b@127.0.0.1/'])(
    'asks for nothing but addresses of the web without a name in them: %s',
    async (address) => {
      await expect(outgoing().get(address, asking)).rejects.toThrow(Refused);
    },
  );

  test('follows where it is led, but not inside', async () => {
    const site = await startOtherSite(({ url = '', headers }, response) => {
      const leads: Record<string, string> = {
        '/a': '/b?c',
        '/inside': `http://127.0.0.2:${site.port}/secret`,
        '/named': `http://localhost:${site.port}/secret`,
        '/file': 'file:///etc/passwd',
        '/round': '/round',
      };
      const location = leads[url];
      if (location) response.writeHead(302, { Location: location }).end('x'.repeat(5000));
      else response.end(`${url} at ${headers.host}`);
    });
    const { status, body, address } = await outgoing().get(`${site.url}/a`, asking);
    expect([status, body.toString(), address]).toEqual([200, `/b?c at 127.0.0.1:${site.port}`, `${site.url}/b?c`]);
    const onlyNumbers = createOutgoing({ allows: (ip) => ip === '127.0.0.1' });
    await expect(onlyNumbers.get(`${site.url}/inside`, asking)).rejects.toThrow(Refused);
    await expect(onlyNumbers.get(`${site.url}/file`, asking)).rejects.toThrow(Refused);
    await expect(onlyNumbers.get(`${site.url}/round`, asking)).rejects.toThrow('It leads on and on.');
    expect(site.asked.map(({ url }) => url)).not.toContain('/secret');
  });

  test('is connected to what was looked up and looked at, whatever the name leads to a moment later', async () => {
    const site = await startOtherSite(({ socket }, response) => response.end(socket.localAddress));
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
    const looked: string[] = [];
    const changing = createOutgoing({
      allows: (ip) => ip === '127.0.0.1',
      resolve: (name, _options, found) => {
        looked.push(name);
        found(null, [{ address: answers.shift() ?? '', family: 4 }]);
      },
    });
    const { body } = await changing.get(`http://rebinding.example:${site.port}/`, asking);
    expect([body.toString(), looked]).toEqual(['127.0.0.1', ['rebinding.example']]);
    await expect(changing.get(`http://rebinding.example:${site.port}/`, asking)).rejects.toThrow(Refused);
    expect(site.asked).toHaveLength(1);
  });

  test.each([
    [['93.184.216.34', '127.0.0.1']],
    [['::1']],
    [['fe80::1']],
    [['::ffff:169.254.169.254']],
    [['fd00:ec2::254']],
    [['64:ff9b::7f00:1']],
  ])('is refused where any of what a name stands for is inside: %j', async (addresses) => {
    const naming = createOutgoing({
      resolve: (_name, _options, found) =>
        found(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
    });
    await expect(naming.get('http://inside.example/', asking)).rejects.toThrow('It leads to a machine inside.');
  });

  test.each([22, 25, 3306, 5432, 6379, 11211])('goes to no port at which no web server is: %i', async (port) => {
    await expect(createOutgoing().get(`http://93.184.216.34:${port}/`, asking)).rejects.toThrow(Refused);
  });

  test('unpacks nothing: what is small on its way stays so', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    const site = await startOtherSite((_request, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb),
    );
    const { body } = await outgoing().get(site.url, { ...asking, bytes: 10_000 });
    expect(body.equals(bomb)).toBe(true);
  });

  test('takes so much of an answer and no more, and none of it where none is wanted', async () => {
    let isEndless = true;
    const site = await startOtherSite((_request, response) => {
      const more = () => {
        if (isEndless && !response.destroyed) response.write('x'.repeat(1000), () => setImmediate(more));
      };
      more();
    });
    await expect(outgoing().get(site.url, asking)).rejects.toThrow('It is longer than 1000 bytes.');
    expect(await outgoing().get(site.url, { ...asking, bytes: 0 })).toMatchObject({
      status: 200,
      body: Buffer.alloc(0),
    });
    isEndless = false;
  });

  test.each([
    ['says nothing', false],
    ['stops in the middle', true],
  ])('has its time: a site that %s is not waited for', async (_what, begins) => {
    const site = await startOtherSite((_request, response) => {
      if (begins) response.write('Once upon');
    });
    const begun = Date.now();
    await expect(outgoing().get(site.url, { ...asking, milliseconds: 200 })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(Date.now() - begun).toBeLessThan(3000);
  });

  test('ends when the program does', async () => {
    const site = await startOtherSite(() => undefined);
    const closing = outgoing();
    const asked = closing.get(site.url, asking);
    closing.close();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    expect(closing.isClosed).toBe(true);
  });
});
