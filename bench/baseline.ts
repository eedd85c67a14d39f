/** What is compared with: the least that Express 5 can do, sending the bytes of a file. Arguments: file, port. */

import { readFileSync } from 'node:fs';
import express from 'express';

const [file = '', port = ''] = process.argv.slice(2);
const page = readFileSync(file, 'utf8');
const app = express();
app.get('/', (_request, response) => {
  response.type('html').send(page);
});
app.listen(Number(port), '127.0.0.1');
