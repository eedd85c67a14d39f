/** A copy with just the room that it needs: what is a part of something larger keeps all of that in the memory. */
export function exactly(part: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(part.length);
  part.copy(own);
  return own;
}
