import type { RequestListener } from 'node:http';
import compression from 'compression';
import express, { type Express } from 'express';
import { accountRoutes } from './accounts/routes/account.ts';
import { invitationRoutes } from './accounts/routes/invitation.ts';
import { ownPasswordRoutes } from './accounts/routes/own-password.ts';
import { passkeyRoutes } from './accounts/routes/passkeys.ts';
import { peopleRoutes } from './accounts/routes/people.ts';
import { requirementRoutes } from './accounts/routes/requirement.ts';
import { secondStepRoutes } from './accounts/routes/second-step.ts';
import { sessionRoutes } from './accounts/routes/sessions.ts';
import * as accounts from './accounts/routes.ts';
import { byLinkRoutes } from './admin/routes/by-link.ts';
import * as admin from './admin/routes.ts';
import * as articles from './articles/routes/admin.ts';
import { banRoutes } from './comments/routes/bans.ts';
import { decidingRoutes } from './comments/routes/deciding.ts';
import { flaggingRoutes } from './comments/routes/flagging.ts';
import { floodRoutes } from './comments/routes/floods.ts';
import { ownRoutes } from './comments/routes/own.ts';
import { personDataRoutes } from './comments/routes/person-data.ts';
import { personalDataRoutes } from './comments/routes/personal-data.ts';
import { commentRoutes } from './comments/routes/posting.ts';
import { queueRoutes } from './comments/routes/queue.ts';
import { threadRoutes } from './comments/routes/reading.ts';
import { confirmRoutes, stopRoutes } from './comments/routes/replies.ts';
import { sayingRoutes } from './comments/routes/saying.ts';
import { commentSettingsRoutes } from './comments/routes/settings.ts';
import { waitingRoutes } from './comments/routes/waiting.ts';
import { type Context, publicFolder } from './context.ts';
import { adminRoutes as breakingRoutes } from './front/routes/breaking.ts';
import { curatingRoutes } from './front/routes/curating.ts';
import { placeStories } from './front/routes/places.ts';
import { preparedRoutes } from './front/routes/prepared.ts';
import { stateRoutes } from './front/routes/states.ts';
import * as front from './front/routes.ts';
import { refuseNul, toCanonicalAddress } from './http/addresses.ts';
import { serveAssets } from './http/assets.ts';
import { fromCache } from './http/cached.ts';
import { errorPages, notFound } from './http/error-pages.ts';
import { refuseFloods } from './http/floods.ts';
import { readForm } from './http/forms.ts';
import { logRequests } from './http/log.ts';
import { countAnswers } from './http/measures.ts';
import { tellNewest } from './http/newest.ts';
import { sameOrigin } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { readSession } from './http/sessions.ts';
import * as media from './media/routes.ts';
import * as reports from './reports/routes/admin.ts';
import { besideStories } from './reports/routes/beside.ts';
import { readerRoutes as reportRoutes } from './reports/routes/reader.ts';
import { commentsFeedRoutes } from './site/routes/comments-feed.ts';
import { correctionsRoutes } from './site/routes/corrections.ts';
import { feedRoutes } from './site/routes/feeds.ts';
import { healthRoutes } from './site/routes/health.ts';
import { historyRoutes } from './site/routes/history.ts';
import { listRoutes } from './site/routes/lists.ts';
import { machineRoutes } from './site/routes/machines.ts';
import { metricsRoutes } from './site/routes/metrics.ts';
import { pageRoutes } from './site/routes/pages.ts';
import { searchRoutes } from './site/routes/search.ts';
import { sharedPages } from './site/routes/shared.ts';
import { sharingCardRoutes } from './site/routes/sharing-card.ts';
import { siteMapRoutes } from './site/routes/site-map.ts';
import { sitemapRoutes } from './site/routes/sitemaps.ts';
import { storyRoutes } from './site/routes/story.ts';
import { themeRoutes } from './site/routes/theme.ts';
import { frameOrigins } from './text/embeds.ts';

/** What answers every request: pages that are kept, and before them nothing. */
export function createListener(context: Context, app: RequestListener = createApp(context)): RequestListener {
  const { pages: cache, measures, reads } = context;
  const counted = countAnswers(app, { measures, reads });
  return cache ? fromCache(counted, { ...context, cache, shared: sharedPages }) : counted;
}

/** Everything that makes an answer, in order. */
export function createApp(context: Context): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', context.config.trustProxy);
  app.set('query parser', 'simple');
  app.set('etag', 'weak');

  app.use(
    securityHeaders({
      siteUrl: context.config.siteUrl,
      criticalCssHashes: context.assets.criticalCssHashes,
      frameOrigins: frameOrigins(),
    }),
  );
  app.use(refuseFloods(context));
  app.use(logRequests(context.log));
  app.use(compression());
  app.use(refuseNul);
  app.use(serveAssets(publicFolder, context.assets));
  app.use(healthRoutes(context));
  app.use(metricsRoutes(context));
  app.use(toCanonicalAddress);
  const { pages } = context;
  if (pages && context.db.dialect === 'postgres') app.use(tellNewest({ ...context, pages }));
  app.use(readSession(context.findSession, context.noteUse, context.cookies));
  // Before anything is refused, so that what was typed can be given back. The editor's form has files, and a reader of its own.
  app.use(readForm);
  // A mail program ends mails from wherever it runs: what it may do is in the address alone.
  app.use(stopRoutes(context));
  app.use(sameOrigin(context.config.siteUrl));

  // What readers ask for most comes first.
  app.use(storyRoutes(context));
  app.use(historyRoutes(context));
  app.use(correctionsRoutes(context));
  app.use(front.readerRoutes(context));
  app.use(pageRoutes(context));
  app.use(media.readerRoutes(context));
  app.use(sharingCardRoutes(context));
  app.use(threadRoutes(context));
  app.use(commentRoutes(context));
  app.use(waitingRoutes(context));
  app.use(ownRoutes(context));
  app.use(flaggingRoutes(context));
  app.use(confirmRoutes(context));
  app.use(personalDataRoutes(context));
  app.use(byLinkRoutes(context));
  app.use(themeRoutes(context));
  app.use(siteMapRoutes(context));
  app.use(reportRoutes(context));
  app.use(searchRoutes(context));

  // What machines ask for.
  app.use(feedRoutes(context));
  app.use(commentsFeedRoutes(context));
  app.use(sitemapRoutes(context));
  app.use(machineRoutes(context));

  // The newsroom.
  app.use(accounts.adminRoutes(context));
  app.use(invitationRoutes(context));
  app.use(secondStepRoutes(context));
  app.use(passkeyRoutes(context));
  app.use(sessionRoutes(context));
  app.use(ownPasswordRoutes(context));
  app.use(accountRoutes(context));
  app.use(requirementRoutes(context));
  app.use(peopleRoutes(context));
  app.use(
    articles.adminRoutes({ ...context, readersReports: besideStories(context), frontPlaces: placeStories(context) }),
  );
  // Those with names stand before the one that takes a number.
  app.use(banRoutes(context));
  app.use(floodRoutes(context));
  app.use(sayingRoutes(context));
  app.use(decidingRoutes(context));
  app.use(queueRoutes(context));
  app.use(personDataRoutes(context));
  app.use(commentSettingsRoutes(context));
  app.use(reports.adminRoutes(context));
  app.use(preparedRoutes(context));
  app.use(curatingRoutes(context));
  app.use(stateRoutes(context));
  app.use(breakingRoutes(context));
  app.use(admin.adminRoutes(context));

  // Sections come last: any one-part address could be one.
  app.use(listRoutes(context));

  app.use(notFound);
  app.use(errorPages(context));
  return app;
}
