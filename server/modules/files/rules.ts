/** Kinds of pictures that a browser may show from our address. All else is only ever downloaded. */
export const pictureTypes = ['image/gif', 'image/jpeg', 'image/png', 'image/webp'] as const;
export type PictureType = (typeof pictureTypes)[number];

const starts = (content: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => content[index] === byte);

/**
 * What kind of picture the bytes are, whatever their sender calls them.
 * @returns undefined for everything that is not one of `pictureTypes`.
 */
export function pictureTypeOf(content: Buffer): PictureType | undefined {
  if (starts(content, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(content, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (/^GIF8[79]a$/.test(content.toString('latin1', 0, 6))) return 'image/gif';
  if (content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  return undefined;
}

/** The type to remember: a picture is what its bytes say, and nothing else may call itself one of those. */
export function mediaTypeOf(content: Buffer, declared: string | undefined): string {
  const picture = pictureTypeOf(content);
  if (picture !== undefined) return picture;
  const type = declared?.split(';')[0]?.trim().toLowerCase() ?? '';
  const usable = /^[a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100}$/.test(type) && !pictureTypes.some((known) => known === type);
  return usable ? type : 'application/octet-stream';
}

const MAX_NAME = 150;

/**
 * A file name that is fit for links, headers and file systems: no folders, no control characters, none that turn the
 * direction of writing (`gpj.exe` shown as `exe.jpg`), at most 150 characters with the ending kept.
 */
export function safeName(name: string | undefined): string {
  const last = (name ?? '').toWellFormed().normalize('NFC').split(/[/\\]/).at(-1)!;
  const plain = last
    // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"<>:|?*%#;]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '');
  if (plain === '') return 'file';
  const letters = Array.from(plain);
  if (letters.length <= MAX_NAME) return plain;
  const ending = /\.[0-9A-Za-z]{1,10}$/.exec(plain)?.[0] ?? '';
  return letters.slice(0, MAX_NAME - ending.length).join('') + ending;
}
