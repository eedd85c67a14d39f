import type { Express } from 'express';

export interface Route {
  method: 'GET' | 'POST';
  /** As it is written in the source; a pattern as its text. */
  path: string;
}

interface Layer {
  route?: { path: string | RegExp; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
  slash: boolean;
}

/** Every route that the app answers, in order, as its routers know them. */
export function routesOf(app: Express): Route[] {
  return walk((app as unknown as { router: { stack: Layer[] } }).router.stack);
}

/** `GET /admin/articles/:id`, for tables. */
export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

function walk(stack: Layer[]): Route[] {
  return stack.flatMap((layer) => {
    if (layer.route) return methodsOf(layer.route);
    if (!layer.handle.stack) return [];
    if (!layer.slash) throw new Error('A router is mounted below a path: teach support/routes.ts to add the path.');
    return walk(layer.handle.stack);
  });
}

function methodsOf({ path, methods }: NonNullable<Layer['route']>): Route[] {
  return Object.keys(methods).map((name) => {
    const method = name.toUpperCase();
    if (method !== 'GET' && method !== 'POST') throw new Error(`${method} ${path}: forms know GET and POST only.`);
    return { method, path: typeof path === 'string' ? path : path.source.replaceAll('\\/', '/') };
  });
}
