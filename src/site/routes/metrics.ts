import { createHash, timingSafeEqual } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Router } from 'express';
import type { Context } from '../../context.ts';
import { secondsSinceBackup } from '../../db/last-backup.ts';
import { secondsSinceDone } from '../../db/leases.ts';
import type { Measured, Series } from '../../http/measures.ts';
import { measuresText, measuresType, sumOf } from '../../http/measures-text.ts';

/** What Prometheus asks for, of all processes of this machine as one. To whoever has not the token it is not there. */
export function metricsRoutes(context: Context): Router {
  const router = Router();
  const { metricsToken } = context.config;
  if (metricsToken === null) return router;
  delay.enable();
  const wanted = digest(`Bearer ${metricsToken}`);
  router.get('/metrics', async (request, response, next) => {
    // Both have the same length, and are compared whole.
    if (!timingSafeEqual(digest(request.get('Authorization') ?? ''), wanted)) return next();
    const all = await (context.askOthers?.() ?? [measuredBy(context)]);
    const text = measuresText(sumOf([...all, await measuredOfAll(context)]));
    response.set({ 'Content-Type': measuresType, 'Cache-Control': 'no-store' }).send(text);
  });
  return router;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** How often it is looked how late the process is, in milliseconds. */
const resolution = 20;
const delay = monitorEventLoopDelay({ resolution });

/** In seconds, since it was last asked for. */
function lateness(): Series {
  const of = (percent: number) => Math.max(0, delay.percentile(percent) / 1e9 - resolution / 1000);
  const measured = [50, 99, 100].map((percent) => {
    const name = `broadsheet_event_loop_delay_seconds{quantile="${percent / 100}"}`;
    return [name, delay.count > 0 ? of(percent) : 0];
  });
  delay.reset();
  return Object.fromEntries(measured);
}

/** What this process tells of itself. */
export function measuredBy({ db, images, measures, pages }: Context): Measured {
  const kept = pages?.counts();
  const { user, system } = process.cpuUsage();
  return {
    counters: {
      ...measures.counters(),
      ...(kept && { broadsheet_kept_hits_total: kept.hits, broadsheet_kept_misses_total: kept.misses }),
      broadsheet_database_refusals_total: db.refusals(),
      process_cpu_seconds_total: (user + system) / 1e6,
    },
    gauges: {
      ...(kept && { broadsheet_kept_pages: kept.pages, broadsheet_kept_bytes: kept.bytes }),
      broadsheet_pictures_waiting: images.waiting(),
      broadsheet_processes: 1,
      process_resident_memory_bytes: process.memoryUsage.rss(),
    },
    highest: lateness(),
  };
}

/** What the database knows, whichever process asks. */
async function measuredOfAll({ db, mail, now }: Context): Promise<Measured> {
  const [mails, age, backup] = await Promise.all([
    mail.waiting(),
    secondsSinceDone(db, 'sweep'),
    secondsSinceBackup(db.reader, now()),
  ]);
  return {
    counters: {},
    gauges: {
      broadsheet_mails_waiting: mails,
      ...(age !== null && { broadsheet_sweep_age_seconds: age }),
      ...(backup !== null && { broadsheet_backup_age_seconds: backup }),
    },
    highest: {},
  };
}
