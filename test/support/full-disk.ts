import { type Child, startChild } from './children.ts';

/** A process of this repository's Node that may write no file of more than so many kilobytes, and is told so as by a full disk. */
export const startWithin = (kilobytes: number, args: string[], environment: Record<string, string> = {}): Child =>
  startChild(
    ['--norc', '-c', `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$@"`, 'bash', process.execPath, ...args],
    environment,
    'bash',
  );

/** Its last words. */
export async function endOf(child: Child): Promise<{ code: number | null; said: string }> {
  const { code, stdout, stderr } = await child.ended;
  return { code, said: `${stdout}${stderr}`.trim() };
}
