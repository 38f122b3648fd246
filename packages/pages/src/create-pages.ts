import type { FastifyPluginAsync } from 'fastify';
import { addAssetRoutes } from './assets/asset-routes.ts';
import { loadSiteAssets } from './assets/site-assets.ts';
import { addCohortRoutes } from './cohorts/cohort-routes.ts';
import { addDashboardRoute } from './dashboard/dashboard-route.ts';
import { addFrontRoute } from './front/front-route.ts';
import { addFunnelRoute } from './funnel/funnel-route.ts';
import { createRenderer } from './html/create-renderer.ts';
import { acceptForms } from './http/form-body.ts';
import { openOnlyTo } from './http/require-scope.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { createSite, navigationFor } from './http/site.ts';
import { createCatalogue } from './measures/catalogue.ts';
import { addMeasureRoutes } from './measures/measure-routes.ts';
import type { PagesOptions } from './pages-options.ts';
import { addPersonRoutes } from './people/person-routes.ts';
import { answerProblems } from './problems/answer-problems.ts';

/**
 * Creates the pages of a hub, to be registered beside its graph: rendered here, without script, from answers of the graph.
 */
export function createPages({
  ask,
  hasScope = () => false,
  sessionOf,
  version,
  registryUrl,
}: PagesOptions): FastifyPluginAsync {
  return async (app) => {
    const assets = loadSiteAssets();
    const { styles, icon } = assets;
    const site = createSite(createRenderer({ styles, icon, version, navigation: navigationFor }), sessionOf);
    acceptForms(app);
    addSecurityHeaders(app);
    addAssetRoutes(app, assets);
    addFrontRoute(app, site, registryUrl);
    const parts = { site, ask, catalogue: createCatalogue(ask) };
    answerProblems(app, site);
    app.register(async (outcomes) => {
      openOnlyTo(outcomes, 'outcomes:aggregate', hasScope);
      addDashboardRoute(outcomes, parts);
      addMeasureRoutes(outcomes, parts);
      addCohortRoutes(outcomes, { ...parts, hasScope });
      addFunnelRoute(outcomes, parts);
    });
    app.register(async (people) => {
      openOnlyTo(people, 'outcomes:read', hasScope);
      addPersonRoutes(people, { site, ask });
    });
  };
}
