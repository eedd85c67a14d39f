/*
 * What scripts add to the library: files that are dropped anywhere, pasted or chosen go one by one, each with how far it is, and
 * can be cancelled and tried again; what matters most in a picture is shown and moved on the picture. The forms do it without.
 */
import { moveFocus } from './library/focal.ts';
import { takeFiles } from './library/taking.ts';
import { uploadsOf } from './library/uploads.ts';

const input = document.querySelector<HTMLInputElement>('#pictures');
if (input?.form) takeFiles(input.form, uploadsOf(input.form));

const fields = document.querySelector<HTMLElement>('fieldset.focal');
const picture = document.querySelector<HTMLImageElement>('.picture-page .shown img');
if (fields && picture) moveFocus(fields, picture);
