import type { FastifyInstance } from 'fastify';
import { assetPath, type SiteAssets } from './site-assets.ts';

/** Serves the files that pages load, to be kept for a year: another content has another address. */
export function addAssetRoutes(app: FastifyInstance, assets: SiteAssets): void {
  app.get<{ Params: { name: string } }>(`${assetPath}:name`, (request, reply) => {
    const asset = assets.find(request.params.name);
    if (!asset) return reply.callNotFound();
    reply
      .type(asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding');
    const zipped = request.headers['accept-encoding']?.includes('gzip') ? asset.zipped : undefined;
    return zipped ? reply.header('content-encoding', 'gzip').send(zipped) : reply.send(asset.bytes);
  });
}
