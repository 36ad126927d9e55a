import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

// Nothing of a device is asked for; passkeys are, on our own pages.
const permissionsPolicy = [
  ...[
    'accelerometer',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'usb',
  ].map((feature) => `${feature}=()`),
  'publickey-credentials-get=(self)',
  'publickey-credentials-create=(self)',
].join(', ');

/**
 * The policy of a page whose style elements bear a nonce: no other style element counts, in it or in the frames it writes. What a style attribute
 * says draws that one element; the grids and charts move by it.
 */
export function withStyleNonce(policy: string, nonce: string): string {
  return policy
    .split(';')
    .flatMap((directive) =>
      directive.startsWith('style-src ') ? [`style-src 'self' 'nonce-${nonce}'`, "style-src-attr 'unsafe-inline'"] : [directive],
    )
    .join(';');
}

/** The headers of every answer: only our own scripts run, nobody frames us, and what the API says stays in no cache. */
export async function setSecurityHeaders(server: FastifyInstance, secure: boolean): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        ...(secure ? {} : { upgradeInsecureRequests: null }),
      },
    },
    hsts: secure,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  server.addHook('onSend', async (request, reply) => {
    void reply.header('permissions-policy', permissionsPolicy);
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}
