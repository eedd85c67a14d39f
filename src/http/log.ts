import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { type LogFn, type Logger, pino } from 'pino';
import { pinoHttp } from 'pino-http';

export const requestIdHeader = 'X-Request-Id';

/** What stands behind these is as good as a password. Express does not mind the case of letters. */
const secret = /(\/(?:admin\/(?:invitation|reset)|preview|your-data|replies\/(?:confirm|stop))\/)[^/]+/i;

/** Whole lines of this many bytes are written at once: less than a pipe takes in one piece, so that those of several processes stay whole. */
const atOnce = 3072;
/** In milliseconds, until a line is written at the latest. */
const latest = 1000;
/** Of a warning; it is written at once, with what came before it. */
const urgent = 40;

/**
 * A log on the standard output, one JSON object a line. To write each line by itself would take as long as to answer with a page that is kept; what is lost
 * where a process is killed is a second of lines that tell of nothing wrong.
 */
export function createLog(level: string): Logger {
  // Where a process ends by itself, pino writes what is left.
  const output = pino.destination({ sync: false, minLength: atOnce, periodicFlush: latest });
  const hooks = {
    logMethod(this: Logger, parameters: Parameters<LogFn>, log: LogFn, rank: number) {
      log.apply(this, parameters);
      if (rank >= urgent) output.flushSync();
    },
  };
  return pino({ level, hooks }, output);
}

/**
 * One line for each answer, with the request's id; it holds no cookie, body, query, token of an invitation, a preview or a mail, or network address. The id goes out as
 * X-Request-Id and stands on the page of an unexpected error, so that a report can be found in the log.
 */
export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader(requestIdHeader, id);
      return id;
    },
    customLogLevel: (_request, { statusCode }, error) => (error || isOurs(statusCode) ? 'error' : 'debug'),
    serializers: {
      req: asked,
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
  });
}

/** Not Implemented answers who asked for what nobody offers here. */
const isOurs = (status: number) => status >= 500 && status !== 501;

interface Asked {
  id: string;
  method: string;
  url: string;
}

const asked = ({ id, method, url }: Asked) => ({ id, method, path: url.split('?')[0]?.replace(secret, '$1…') });

/** What pino makes lines of: where they go, and what all of them say. */
function linesOf(logger: Logger): { output: { write(line: string): unknown }; common: string } {
  const parts = logger as unknown as Record<symbol, never>;
  return { output: parts[pino.symbols.streamSym] as never, common: parts[pino.symbols.chindingsSym] as never };
}

const debug = pino.levels.values.debug;

/**
 * The same line for an answer that Express was not asked for. It is put together here, since this takes less than half of the time, and time is what
 * pages are kept for; what is kept stands at no address that is secret.
 */
export function logGiven(logger: Logger, { method, url = '' }: IncomingMessage, given: GivenAnswer): void {
  if (!logger.isLevelEnabled('debug')) return;
  const { output, common } = linesOf(logger);
  const { id, response } = given;
  const path = JSON.stringify(url.split('?', 1)[0]);
  const said = `"req":{"id":"${id}","method":"${method}","path":${path}},"res":{"status":${response.statusCode}}`;
  output.write(`{"level":${debug},"time":${Date.now()}${common},${said},"msg":"request completed"}\n`);
}

interface GivenAnswer {
  id: string;
  response: ServerResponse;
}
