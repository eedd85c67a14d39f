const maximumLength = 100;

/**
 * The part of an address that names a thing: NFC, lower case, apostrophes dropped, letters, digits and marks of any
 * script kept, everything else one hyphen. At most 100 UTF-16 units, cut at a hyphen where there is one.
 * The answer is empty when the text holds no letter or digit. `slugify(slugify(text))` equals `slugify(text)`.
 */
export const slugify = (text: string): string => {
  const hyphened = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’ʼ]/g, '')
    .replace(/[^\p{L}\p{M}\p{Nd}]+/gu, '-')
    .normalize('NFC');
  return shorten(trimHyphens(hyphened));
};

/** Whether a text is a slug as `slugify` makes them. */
export const isSlug = (text: string): boolean => text !== '' && slugify(text) === text;

const shorten = (slug: string): string => {
  if (slug.length <= maximumLength) return slug;
  const end = slug.lastIndexOf('-', maximumLength);
  if (end > 0) return slug.slice(0, end);
  return slug.slice(0, isLowSurrogate(slug.charCodeAt(maximumLength)) ? maximumLength - 1 : maximumLength);
};

const trimHyphens = (slug: string): string => slug.replace(/^-/, '').replace(/-$/, '');

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
