import { z } from 'zod';
import { type Form, line, parseForm } from '../../http/forms.ts';
import { type Picture, pictureLimits, type Said } from '../../media/picture.ts';

const said = z.object({
  alt: line(pictureLimits.text, 'The alternative text'),
  caption: line(pictureLimits.text, 'The caption'),
  credit: line(pictureLimits.text, 'The credit'),
  source: line(pictureLimits.text, 'The source'),
});

/** @throws Invalid with a message for each wrong field */
export const pictureForm = (form: Form): Said => parseForm(said, form);

/** As the form's fields; what `pictureForm` reads back. */
export const formOfPicture = ({ alt, caption, credit, source }: Picture): Form => ({ alt, caption, credit, source });
