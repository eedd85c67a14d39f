import { createServer, type Server } from 'node:http';
import { setInterval } from 'node:timers';
import { issueSetUpToken } from './accounts/actions/set-up.ts';
import { createListener } from './app.ts';
import { sweepAutosaves } from './articles/actions/autosave.ts';
import { lookForDeadLinks } from './articles/actions/dead-links.ts';
import { removeExpired } from './articles/actions/discards.ts';
import { sweepPresence } from './articles/actions/presence.ts';
import { indexMissing, rebuildIfOutdated } from './articles/actions/rebuild.ts';
import { publishDue } from './articles/actions/schedule.ts';
import { prepareDemo } from './cli/demo-load.ts';
import { eraseAgain, purgeErased } from './comments/actions/erasing.ts';
import { indexMissingComments } from './comments/actions/indexing.ts';
import { tellOfDecisions } from './comments/actions/spam-check.ts';
import { sweepComments } from './comments/actions/sweep.ts';
import { tellReplies } from './comments/actions/tell-replies.ts';
import { type Config, readConfig } from './config.ts';
import { type Context, createContext } from './context.ts';
import { StartError, Unavailable } from './errors.ts';
import { launchDue } from './front/actions/launch.ts';
import { watchConnections } from './http/connections.ts';
import { watchPatience } from './http/patience.ts';
import { uploadPatience } from './http/uploads.ts';
import { sweepFiles } from './media/actions/stored.ts';

/** How often what is due is written down, in milliseconds. Readers do not wait for it: their pages ask for the time. */
const sweepEvery = 20_000;
/** How long somebody may take to send a request, in milliseconds; who is signed in may send a film for longer. */
const requestPatience = 60_000;
/** How long a stop waits for what is being answered, in milliseconds. */
const stopPatience = 10_000;

try {
  const config = readConfig(process.env);
  const context = await createContext(config);
  const answer = createListener(context);
  const ready = Promise.withResolvers<void>();
  const timeouts = { requestTimeout: uploadPatience, headersTimeout: 20_000 };
  const server = createServer(timeouts, (request, response) => ready.promise.then(() => answer(request, response)));
  const connections = watchConnections(server);
  watchPatience(server, requestPatience);
  // The port comes first: a second start by mistake ends here, before it loads a demo beside the other. Who asks meanwhile waits.
  await listen(server, config);
  await rebuildIfOutdated(context);
  await eraseAgain(context);
  await indexMissing(context);
  await indexMissingComments(context);
  const signIns = config.demo ? await prepareDemo(context) : [];
  ready.resolve();
  const sweep = startSweep(context);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      clearInterval(sweep);
      setTimeout(() => server.closeAllConnections(), stopPatience).unref();
      await connections.finish();
      await context.close();
      process.exit(0);
    });
  }
  await sayHello(context, server, signIns);
} catch (error) {
  if (!(error instanceof StartError || error instanceof Unavailable)) throw error;
  process.stderr.write(`Broadsheet cannot start. ${error.message}\n`);
  process.exit(1);
}

async function listen(server: Server, { port, host }: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reasons: Record<string, string> = {
        EADDRINUSE: `Port ${port} is taken: stop the program that uses it, or set PORT to another one.`,
        EACCES: `Port ${port} may not be used by this account: set PORT to one above 1023.`,
        EADDRNOTAVAIL: `HOST ${host} is not an address of this machine.`,
        ENOTFOUND: `HOST ${host} is not an address of this machine.`,
        EAI_AGAIN: `HOST ${host} cannot be looked up: set HOST to an address of this machine.`,
      };
      const reason = reasons[error.code ?? ''];
      reject(reason ? new StartError(reason) : error);
    });
    server.listen(port, host, resolve);
  });
}

function startSweep(context: Context): NodeJS.Timeout {
  const sweep = () => {
    const failed = (error: unknown) => context.log.error(error, 'the sweep failed; it will try again');
    publishDue(context).catch(failed);
    launchDue(context).catch(failed);
    sweepAutosaves(context).catch(failed);
    sweepPresence(context).catch(failed);
    removeExpired(context).catch(failed);
    sweepFiles(context).catch(failed);
    sweepComments(context).catch(failed);
    tellReplies(context).catch(failed);
    tellOfDecisions(context).catch(failed);
    purgeErased(context).catch(failed);
    context.mail.deliver().catch(failed);
    lookForDeadLinks(context).catch(failed);
  };
  sweep();
  return setInterval(sweep, sweepEvery);
}

async function sayHello(context: Context, server: Server, signIns: string[]): Promise<void> {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : context.config.port;
  const site = context.config.siteUrl.replace(/:0$/, `:${port}`);
  const lines = [`Broadsheet is running at ${site}`, `Newsroom: ${site}/admin`, ...signIns];
  const token = await issueSetUpToken(context);
  if (token) lines.push(`Make the first administrator, once: ${site}/admin/set-up?token=${token}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
