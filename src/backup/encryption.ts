import { createCipheriv, createDecipheriv, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import { StartError } from '../errors.ts';

/**
 * An encrypted backup: the mark, a salt, a proof of the passphrase, and parts of 64 KiB, each sealed by AES-256-GCM under a key
 * that scrypt makes of the passphrase. A part's nonce is its number and whether it is the last, so that none can be changed, moved or cut off
 * (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
 */
export const mark = Buffer.from('BROADSHEET-BACKUP-SEALED-1\n');

const bytes = { salt: 16, proof: 32, part: 64 * 1024, tag: 16 };
export const headBytes = mark.length + bytes.salt + bytes.proof;
/** 128 MiB and a tenth of a second, once. Source: OWASP Password Storage Cheat Sheet. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

const isSealed = (head: Buffer) => head.subarray(0, mark.length).equals(mark);

export { isSealed };

interface Key {
  key: Buffer;
  proof: Buffer;
}

const keyOf = (passphrase: string, salt: Buffer): Promise<Key> =>
  new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFC'), salt, 64, cost, (error, made) =>
      error ? reject(error) : resolve({ key: made.subarray(0, 32), proof: made.subarray(32) }),
    ),
  );

/** Lets a backup through as it is written, sealed. */
export async function sealing(passphrase: string): Promise<Transform> {
  const salt = randomBytes(bytes.salt);
  const { key, proof } = await keyOf(passphrase, salt);
  const stream = inParts(bytes.part, (part, nonce) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    return Buffer.concat([cipher.update(part), cipher.final(), cipher.getAuthTag()]);
  });
  stream.push(Buffer.concat([mark, salt, proof]));
  return stream;
}

/**
 * Opens what stands behind the head of a sealed backup.
 * @throws StartError where the passphrase is another; the stream ends with one where anything was changed or cut off
 */
export async function opening(passphrase: string, head: Buffer): Promise<Transform> {
  const salt = head.subarray(mark.length, mark.length + bytes.salt);
  const { key, proof } = await keyOf(passphrase, salt);
  const given = head.subarray(mark.length + bytes.salt, headBytes);
  if (given.length !== proof.length || !timingSafeEqual(given, proof)) {
    throw new StartError('The backup was made with another passphrase: nothing was restored.');
  }
  return inParts(bytes.part + bytes.tag, (part, nonce) => {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    try {
      decipher.setAuthTag(part.subarray(-bytes.tag));
      return Buffer.concat([decipher.update(part.subarray(0, -bytes.tag)), decipher.final()]);
    } catch {
      throw new StartError('The backup is damaged: it was changed or cut off after it was made.');
    }
  });
}

/** Turns each part, all of one size but the last, into another one. The last may be empty. */
function inParts(size: number, turn: (part: Buffer, nonce: Buffer) => Buffer): Transform {
  let [held, heldBytes, number]: [Buffer[], number, number] = [[], 0, 0];
  const nonceOf = (isLast: boolean): Buffer => {
    const nonce = Buffer.alloc(12);
    nonce.writeUIntBE(number, 2, 6);
    nonce[11] = isLast ? 1 : 0;
    number += 1;
    return nonce;
  };
  const attempt = (work: () => void, done: TransformCallback) => {
    try {
      work();
      done();
    } catch (error) {
      done(error as Error);
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held.push(chunk);
      heldBytes += chunk.length;
      // What is held may be the last, and is turned as such.
      if (heldBytes <= size) return done();
      attempt(() => {
        let rest = Buffer.concat(held);
        while (rest.length > size) {
          this.push(turn(rest.subarray(0, size), nonceOf(false)));
          rest = rest.subarray(size);
        }
        [held, heldBytes] = [[rest], rest.length];
      }, done);
    },
    flush(done) {
      attempt(() => this.push(turn(Buffer.concat(held), nonceOf(true))), done);
    },
  });
}
