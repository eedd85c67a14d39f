import type { Context } from '../../context.ts';
import type { SiteFacts } from '../pages/article-data.ts';

/** What pages tell machines of where the site is. */
export const siteFacts = ({ config, assets }: Context): SiteFacts => ({
  siteUrl: config.siteUrl,
  logo: assets.url('icon.svg'),
});
