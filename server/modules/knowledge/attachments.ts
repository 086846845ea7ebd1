import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/operation.ts';
import { fileUrl, pictureTypes, storeFile } from '../files/index.ts';

export const MAX_FILES = 5;
const MB = 1024 * 1024;
export const MAX_FILE = 4 * MB;
export const MAX_TOTAL = 10 * MB;

/** HTML, SVG, XML and scripts in them, also behind the byte order mark of UTF-8. */
const MARKUP = /^(?:\xef\xbb\xbf)?\s*</;

/** A file as it was sent. */
export interface SentFile {
  readonly name: string;
  /** What its sender calls it. */
  readonly mediaType: string;
  /** Undefined when it has more than `MAX_FILE` bytes. */
  readonly content: Buffer | undefined;
}

export interface Uploaded {
  readonly data: { originalFilename: string; url: string }[];
  readonly partialErrors: { originalFilename: string; message: string; code: number }[];
}

/**
 * Why a file is not taken, or undefined when it is. What it is called decides, as documented; only what is plainly
 * something else, nothing or markup, is refused for its bytes. Bytes that are no known picture do no harm: the files
 * hand them out as a download, never as a picture.
 */
function faultOf(file: SentFile): string | undefined {
  const allowed = `Allowed: ${pictureTypes.join(', ')}`;
  if (!pictureTypes.some((type) => type === file.mediaType)) return `Unsupported MIME type '${file.mediaType}'. ${allowed}`;
  if (file.content === undefined) return 'File exceeds 4 MB size limit';
  if (file.content.length === 0 || MARKUP.test(file.content.toString('latin1', 0, 256))) return `The content is not a picture. ${allowed}`;
  return undefined;
}

/**
 * Keeps pictures as public files. Each has an outcome of its own, in the order given.
 * @param origin what their addresses begin with: they go into texts that are read elsewhere too.
 */
export async function uploadPictures(ctx: Context, actor: Actor, files: readonly SentFile[], origin: string): Promise<Uploaded> {
  const outcome: Uploaded = { data: [], partialErrors: [] };
  for (const file of files) {
    const fault = faultOf(file);
    if (fault !== undefined) {
      outcome.partialErrors.push({ originalFilename: file.name, message: fault, code: 400 });
      continue;
    }
    try {
      const kept = await storeFile(ctx, { organizationId: actor.organizationId, content: file.content!, name: file.name, mediaType: file.mediaType, visibility: 'public' });
      outcome.data.push({ originalFilename: file.name, url: `${origin}${fileUrl(kept)}` });
    } catch (error) {
      ctx.log.error({ err: error }, 'a picture of an article could not be stored');
      outcome.partialErrors.push({ originalFilename: file.name, message: 'Upload failed due to unexpected error', code: 500 });
    }
  }
  return outcome;
}
