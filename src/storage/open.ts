import type { Config } from '../config.ts';
import { openDisk } from './disk.ts';
import type { Storage } from './storage.ts';

/** @throws StartError when the place cannot be written. */
export const openStorage = (config: Config['storage']): Storage => openDisk(config.folder);
