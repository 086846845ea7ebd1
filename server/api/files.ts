import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Fault, notFound } from '../base/errors.ts';
import { isUuid } from '../base/ids.ts';
import { pictureTypes, selectPrivateFile, selectPublicFile, type FileRow } from '../modules/files/index.ts';
import { allows } from '../modules/tokens/index.ts';
import type { Context } from '../platform/context.ts';
import type { Actor, ReadToken } from '../platform/operation.ts';
import { readRange } from './range.ts';

/** Files belong to conversations, so a token that is held to other things does not open them. */
const mayRead = (actor: Actor): boolean => allows(actor, { effect: 'read', tags: ['Conversations'] });

/** Percent-encoding of a header's extended value (RFC 8187). */
const extended = (text: string): string => encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** A file never acts in our name in a browser: pictures are shown, everything else is a download, and nothing runs. */
function safetyHeaders(file: FileRow): Record<string, string> {
  const shown = pictureTypes.some((type) => type === file.media_type);
  const plain = file.name.replace(/[^\x20-\x7e]|["\\]/g, '_');
  return {
    'content-type': shown ? file.media_type : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${extended(file.name)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': file.visibility === 'public' ? 'cross-origin' : 'same-origin',
    'referrer-policy': 'no-referrer',
    // A removed file must not live on in caches for long.
    'cache-control': file.visibility === 'public' ? 'public, max-age=3600' : 'private, no-cache',
  };
}

function isKnown(request: FastifyRequest, etag: string): boolean {
  const tags = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}

/** Headers are set once nothing can fail any more: an error must not go out as somebody's attachment. */
async function sendFile(ctx: Context, file: FileRow, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const etag = `"${file.sha256}"`;
  const headers = { ...safetyHeaders(file), etag, 'accept-ranges': 'bytes' };
  if (isKnown(request, etag)) return reply.code(304).headers(headers).send();
  const stale = request.headers['if-range'] !== undefined && request.headers['if-range'] !== etag;
  const wanted = readRange(stale ? undefined : request.headers.range, file.size);
  if (wanted.kind === 'none') throw new Fault('unsatisfiableRange', undefined, { 'content-range': `bytes */${file.size}` });
  const part = wanted.kind === 'part' ? wanted : undefined;
  const empty = request.method === 'HEAD' || file.size === 0;
  const bytes = empty ? undefined : await ctx.files.get(file.key, part);
  if (!empty && !bytes) {
    ctx.log.error({ file: file.id }, 'the bytes of a file are missing in the store');
    throw notFound();
  }
  reply.headers({ ...headers, 'content-length': part ? part.end - part.start + 1 : file.size });
  if (part) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${file.size}`);
  return reply.send(bytes);
}

/**
 * `/public/{id}/{name}` for whoever knows the id, `/private/{id}/{name}` with a token of the file's organization. The name
 * is for people: the id alone says which file is meant.
 */
export function files(readToken: ReadToken): (app: FastifyInstance, ctx: Context) => void {
  return (app, ctx) => {
    const route = (visibility: string, find: (request: FastifyRequest, id: string) => Promise<FileRow | undefined>): void => {
      app.route<{ Params: { id: string } }>({
        method: ['GET', 'HEAD'],
        url: `/${visibility}/:id/:name`,
        exposeHeadRoute: false,
        handler: async (request, reply) => {
          const { id } = request.params;
          const file = await find(request, id.toLowerCase());
          if (!file) throw notFound();
          return await sendFile(ctx, file, request, reply);
        },
      });
      app.route({
        method: ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        url: `/${visibility}/:id/:name`,
        handler: () => {
          throw new Fault('methodNotAllowed', undefined, { allow: 'GET, HEAD' });
        },
      });
    };
    route('public', async (_request, id) => (isUuid(id) ? await selectPublicFile(ctx.db, id) : undefined));
    route('private', async (request, id) => {
      const actor = await readToken(request.headers.authorization);
      if (!actor || !mayRead(actor)) throw new Fault('unauthorized');
      return isUuid(id) ? await selectPrivateFile(ctx.db, actor.organizationId, id) : undefined;
    });
  };
}
