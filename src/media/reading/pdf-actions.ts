import { type PDFContext, type PDFDict, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { webAddress } from '../../text/link-address.ts';

/** Of the actions there are, two harm nobody: to go to a place in the document, and to an address. Source: ISO 32000-2, 12.6.4. */
export function cleanAction(action: PDFDict, context: PDFContext): PDFDict | null {
  const kind = action.lookup(PDFName.of('S'));
  if (kind === PDFName.of('GoTo')) {
    const place = action.get(PDFName.of('D'));
    return place ? context.obj({ S: 'GoTo', D: place }) : null;
  }
  const address = action.lookup(PDFName.of('URI'));
  if (kind !== PDFName.of('URI') || !(address instanceof PDFString || address instanceof PDFHexString)) return null;
  const text = address.decodeText();
  const isSafe = webAddress(text) !== null || /^mailto:[^\s:/]+$/i.test(text);
  return isSafe ? context.obj({ S: 'URI', URI: address }) : null;
}
