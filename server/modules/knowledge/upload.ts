import '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { GivenFiles } from '../../platform/operation.ts';
import { Fault, invalid } from '../../base/errors.ts';
import { MAX_FILE, MAX_FILES, MAX_TOTAL, type SentFile } from './attachments.ts';

const refuse = (message: string): Fault => invalid(`Invalid value for: body (${message})`);

/** Files that are at hand, under the limits of an upload. @throws Fault 400. */
function readGiven({ files }: GivenFiles): SentFile[] {
  if (files.length === 0) throw refuse('files: at least one file is required');
  if (files.length > MAX_FILES) throw refuse(`at most ${MAX_FILES} files can be uploaded at once`);
  if (files.reduce((sum, { content }) => sum + content.length, 0) > MAX_TOTAL) throw refuse('the files together exceed the 10 MB size limit');
  return files.map((file) => ({ ...file, content: file.content.length > MAX_FILE ? undefined : file.content }));
}

/** Reads the file parts of a multipart body, never holding more than the limits allow. @throws Fault 400. */
export async function readUpload(request: FastifyRequest | GivenFiles): Promise<SentFile[]> {
  if (!('isMultipart' in request)) return readGiven(request);
  if (!request.isMultipart()) throw refuse('it must be multipart/form-data with parts named files');
  const files: SentFile[] = [];
  let total = 0;
  try {
    for await (const part of request.files({ limits: { files: MAX_FILES, fileSize: MAX_TOTAL + 1, fields: 20, fieldSize: 1024 }, throwFileSizeLimit: false })) {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        size += chunk.length;
        total += chunk.length;
        if (total > MAX_TOTAL) throw refuse('the files together exceed the 10 MB size limit');
        if (size <= MAX_FILE) chunks.push(chunk);
        else chunks.length = 0;
      }
      files.push({ name: part.filename, mediaType: part.mimetype, content: size > MAX_FILE ? undefined : Buffer.concat(chunks) });
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { code, statusCode } = error as { code?: string; statusCode?: number };
    if (code === 'FST_FILES_LIMIT') throw refuse(`at most ${MAX_FILES} files can be uploaded at once`);
    if (statusCode !== undefined && statusCode < 500) throw refuse('it is not well-formed multipart/form-data');
    // The parser's own errors have no status: all of them mean a broken body.
    if (error instanceof Error && /multipart|part|boundary|unexpected end/i.test(error.message)) throw refuse('it is not well-formed multipart/form-data');
    throw error;
  }
  if (files.length === 0) throw refuse('files: at least one file is required');
  return files;
}
