/*
 * What scripts add to the library: files that are dropped anywhere, pasted or chosen go one by one, each with how far it is, and
 * can be cancelled and tried again. The form sends them without.
 */
import { takeFiles } from './library/taking.ts';
import { uploadsOf } from './library/uploads.ts';

const form = document.querySelector<HTMLFormElement>('form.adding');
if (form) takeFiles(form, uploadsOf(form));
