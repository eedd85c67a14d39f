import type { Test } from 'supertest';
import type { Agent } from './app.ts';

/** A request that is written down, and sent later. */
export interface Noted {
  /** Takes the request, in place of the agent that will send it. */
  agent: Agent;
  send(): Test;
}

type Step = 'type' | 'send' | 'field';
type Chained = Record<Step, (...given: unknown[]) => Test>;

/** For what has to be looked at between asking and sending: a request of supertest is sent by whoever awaits it, and so by an async function that returns it. */
export function noteDown(agent: Agent): Noted {
  let path = '';
  const steps: ((request: Test) => Test)[] = [];
  const chain =
    (name: Step) =>
    (...given: unknown[]) => {
      steps.push((request) => (request as unknown as Chained)[name](...given));
      return page;
    };
  // It has no `then`, so that awaiting it sends nothing.
  const page = { type: chain('type'), send: chain('send'), field: chain('field') };
  const post = (to: string) => {
    path = to;
    return page;
  };
  return {
    agent: { post } as unknown as Agent,
    send: () => steps.reduce((request, step) => step(request), agent.post(path)),
  };
}
