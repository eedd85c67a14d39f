import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

export interface SecurityOptions {
  siteUrl: string;
  /** `'sha256-…'` of the style sheets that stand in pages of the reader's site. */
  criticalCssHashes: string[];
  /** Origins of the players that a story may hold. */
  frameOrigins: string[];
}

/**
 * What neither our pages nor the players in their frames have any use for: of what browsers let pages ask, what tells most of a reader. Players keep
 * sound, full screen and a picture in the picture. Passkeys are our own pages' alone.
 * Source: https://www.w3.org/TR/permissions-policy/
 */
const permissions = [
  ...['accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid'],
  ...['idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb'],
  ...['xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  .concat('publickey-credentials-create=(self)', 'publickey-credentials-get=(self)')
  .join(', ');

/** Everything is forbidden by default, and what pages need is named. The headers are the same on every answer, so helmet makes them once. */
export function securityHeaders(options: SecurityOptions): RequestHandler {
  const headers = new Map<string, string>();
  const collector = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: () => undefined,
  };
  helmetWith(options)({} as IncomingMessage, collector as unknown as ServerResponse, () => undefined);
  const fixed = [...headers.set('Permissions-Policy', permissions)];
  return (_request, response, next) => {
    for (const [name, value] of fixed) response.setHeader(name, value);
    next();
  };
}

/** Lets one page frame what comes from these hosts, beside the players that every newsroom has. */
export function allowFrames(response: Response, hosts: readonly string[]): void {
  if (hosts.length === 0) return;
  const origins = [...new Set(hosts)].map((host) => `https://${host}`).join(' ');
  const policy = String(response.get('Content-Security-Policy'));
  response.set('Content-Security-Policy', policy.replace(/frame-src [^;]*/, `$& ${origins}`));
}

function helmetWith({ siteUrl, criticalCssHashes, frameOrigins }: SecurityOptions): ReturnType<typeof helmet> {
  const https = siteUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        // A script that makes HTML or code of a text is stopped; ours make none.
        requireTrustedTypesFor: ["'script'"],
        // The editor's, see browser/editor/policies.ts.
        trustedTypes: ['ProseMirrorClipboard', 'default'],
        // Lighthouse asks for robots.txt from within the page.
        connectSrc: ["'self'"],
        styleSrc: ["'self'", ...criticalCssHashes.map((hash) => `'${hash}'`)],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        mediaSrc: ["'self'"],
        frameSrc: frameOrigins,
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Players need to know the site, and `no-referrer` makes browsers send `Origin: null` with our own forms.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    strictTransportSecurity: https ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    // Browsers ignore it over plain http, and say so in the console of every page.
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    xFrameOptions: { action: 'deny' },
  });
}
