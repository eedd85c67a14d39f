import { jest } from '@jest/globals';
import type { Context } from '../../src/context.ts';

type Command = (context: Context, args: string[]) => Promise<void>;

export interface Ran {
  out: string;
  err: string;
  /** What the command line would show of what went wrong; null where nothing did. */
  failure: string | null;
}

/** Runs a command and catches what it prints. */
export async function run(command: Command, context: Context, args: string[] = []): Promise<Ran> {
  const printed = { out: '', err: '' };
  const catching = (name: keyof typeof printed) => (text: unknown) => {
    printed[name] += String(text);
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(catching('out')),
    jest.spyOn(process.stderr, 'write').mockImplementation(catching('err')),
  ];
  try {
    await command(context, args);
    return { ...printed, failure: null };
  } catch (error) {
    return { ...printed, failure: (error as Error).message };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
