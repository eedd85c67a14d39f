import { z } from 'zod';
import { type Form, line, parseForm } from '../../http/forms.ts';
import { type Document, documentLimits, type SaidOfDocument } from '../../media/document.ts';

const said = z.object({
  title: line(documentLimits.text, 'The title').refine((text) => text !== '', 'Say in a few words what it is.'),
  credit: line(documentLimits.text, 'The credit'),
  source: line(documentLimits.text, 'The source'),
});

/** @throws Invalid with a message for each wrong field */
export const documentForm = (form: Form): SaidOfDocument => parseForm(said, form);

/** As the form's fields; what `documentForm` reads back. */
export const formOfDocument = ({ title, credit, source }: Document): Form => ({ title, credit, source });
