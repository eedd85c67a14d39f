import cluster from 'node:cluster';
import { readConfig } from './config.ts';
import { StartError, Unavailable } from './errors.ts';

try {
  const config = readConfig(process.env);
  // Whoever only looks after others loads nothing of what they do.
  if (config.processes > 1 && cluster.isPrimary) (await import('./server/primary.ts')).lookAfterAll(config);
  else await (await import('./server/serve.ts')).serve(config);
} catch (error) {
  if (!(error instanceof StartError || error instanceof Unavailable)) throw error;
  process.stderr.write(`Broadsheet cannot start. ${error.message}\n`);
  process.exit(1);
}
