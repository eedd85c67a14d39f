import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** How much of each hash the file has, in bytes: one password in twenty million is taken for a common one that is none. */
const width = 5;

let hashes: Buffer | null = null;

/** The list is read when somebody first chooses a password: SHA-256 of each, shortened and in order (decision 0062). */
const read = (): Buffer => {
  hashes ??= readFileSync(new URL('./common-passwords/hashes.bin', import.meta.url));
  return hashes;
};

function isListed(text: string): boolean {
  const list = read();
  const wanted = createHash('sha256').update(text).digest().subarray(0, width);
  let [low, high] = [0, list.length / width];
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = list.compare(wanted, 0, width, middle * width, (middle + 1) * width);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** What a password is likely to be made of. */
export interface Owner {
  name: string;
  email: string;
  newsroom: string;
}

const tooCommon = 'This password is among those that are tried first. Choose another one: a short sentence is good.';
const tooNear = 'This password is made of a name, an address or the newsroom’s name. Choose another one.';

/**
 * What is wrong with a password that others would guess: it is on the list of the most common ones, or little more than one or two of them, a row of keys,
 * or somebody's name. Null where nothing is. Source: NIST SP 800-63B-4, 3.1.1.2.
 */
export function guessableProblem(password: string, owner: Owner): string | null {
  const folded = password.normalize('NFKC').toLowerCase();
  const spellings = [...new Set([folded, plain(folded)])];
  if (spellings.some((each) => isRepeated(each) || isRow(each) || isCommon(each))) return tooCommon;
  return spellings.some((each) => isOwn(each, owner)) ? tooNear : null;
}

const look: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** Digits and signs as the letters that they stand for. */
const plain = (text: string): string => text.replace(/[@431!0$57]/g, (sign) => look[sign] ?? sign);

const isRepeated = (text: string): boolean => /^(.{1,6}?)\1+.{0,2}$/su.test(text);

/** Of alphabet and keyboard: next to each other, forwards or backwards, for most of its length. */
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const neighbours = new Set(
  rows.flatMap((row) => [...row].slice(1).flatMap((key, index) => [`${row[index]}${key}`, `${key}${row[index]}`])),
);

function isRow(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at += 1) if (neighbours.has(text.slice(at - 1, at + 1))) steps += 1;
  return steps >= (text.length - 1) * 0.75;
}

const least = 4;

/** Without what people put before and behind a word that they are told to make longer. */
const bare = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

function isCommon(text: string): boolean {
  for (const each of new Set([text, bare(text)])) {
    // Numbers of telephones, dates.
    if (each.length < least && text.length < 20) return true;
    const parts = each.split(/[^\p{L}\p{N}]+/u);
    if (parts.length === 2 && parts.every(isListed)) return true;
    if (isListed(each)) return true;
    for (let at = least; at <= each.length - least; at += 1) {
      if (isListed(each.slice(0, at)) && isListed(each.slice(at))) return true;
    }
  }
  return false;
}

/** Little is left without them. */
const leftAtLeast = 6;

function isOwn(text: string, { name, email, newsroom }: Owner): boolean {
  const words = `${name} ${email.replace(/\.[^.]+$/, '')} ${newsroom}`
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]{4,}/gu);
  const known = (words ?? []).sort((one, other) => other.length - one.length);
  const left = known.reduce((rest, word) => rest.replaceAll(word, ''), text);
  return left !== text && left.replace(/[^\p{L}]/gu, '').length < leftAtLeast;
}
