import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { readManyUploads } from '../../src/http/uploads.ts';

/* Takes a film of four megabytes into a folder where there is room for less, and says how that ended. */

process.env.TMPDIR = process.argv[2];
const tellError: ErrorRequestHandler = (error: Error, _request, response, _next) => {
  response.status(503).send(`${error.name}: ${error.message}`);
};
const server = express()
  .use((_request, response, next) => {
    response.locals.session = { actor: { id: 1 }, tokenHash: '' };
    next();
  })
  .post('/', readManyUploads({ limitOf: () => 9_000_000, bytes: 9_000_000 }), (_request, response) =>
    response.send('kept'),
  )
  .use(tellError)
  .listen(0, '127.0.0.1', async () => {
    const form = new FormData();
    form.set('pictures', new Blob([new Uint8Array(4_000_000)]), 'film.mp4');
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: form });
    process.stdout.write(await answer.text());
    server.closeAllConnections();
    server.close();
  });
