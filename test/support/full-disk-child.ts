import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDisk } from '../../src/storage/disk.ts';

/* Puts the file `film` of a folder into a storage there, and says how that ended. */

const [way = '', folder = ''] = process.argv.slice(2);
const storage = openDisk(join(folder, 'uploads'));
const film = join(folder, 'film');
try {
  await (way === 'put' ? storage.put('ab.mp4', await readFile(film)) : storage.putFile('ab.mp4', film));
  process.stdout.write('put');
} catch (error) {
  process.stdout.write(`${(error as Error).name}: ${(error as Error).message}`);
}
