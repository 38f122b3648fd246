import type { FastifyPluginAsync } from 'fastify';
import { addAssetRoutes } from './assets/asset-routes.ts';
import { loadSiteAssets } from './assets/site-assets.ts';
import { addFrontRoute } from './front/front-route.ts';
import { createRenderer } from './html/create-renderer.ts';
import { answerProblems } from './http/answer-problems.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { createSite, navigationFor } from './http/site.ts';
import { createCatalogue } from './measures/catalogue.ts';
import { addMeasureRoutes } from './measures/measure-routes.ts';
import type { PagesOptions } from './pages-options.ts';

/**
 * Creates the pages of a hub, to be registered beside its graph: rendered here, without script, from answers of the graph.
 */
export function createPages({ ask, version, registryUrl }: PagesOptions): FastifyPluginAsync {
  return async (app) => {
    const assets = loadSiteAssets();
    const { styles, icon } = assets;
    const site = createSite(createRenderer({ styles, icon, version, navigation: navigationFor }));
    addSecurityHeaders(app);
    addAssetRoutes(app, assets);
    addFrontRoute(app, site, registryUrl);
    addMeasureRoutes(app, { site, ask, catalogue: createCatalogue(ask) });
    answerProblems(app, site);
  };
}
