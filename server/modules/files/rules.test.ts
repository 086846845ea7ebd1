import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mediaTypeOf, pictureTypeOf, safeName } from './rules.ts';

const png = Buffer.from('89504e470d0a1a0a0000', 'hex');

test.each([
  [png, 'image/png'],
  [Buffer.from('ffd8ffe000104a46', 'hex'), 'image/jpeg'],
  [Buffer.from('GIF89a..'), 'image/gif'],
  [Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'image/webp'],
  [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), undefined],
  [Buffer.from('<html>'), undefined],
  [Buffer.from('RIFF\0\0\0\0WAVE'), undefined],
  [Buffer.from('GIF'), undefined],
  [Buffer.alloc(0), undefined],
])('a picture is told by its bytes', (content, type) => {
  expect(pictureTypeOf(content)).toBe(type);
});

test.each([
  [png, 'text/html', 'image/png'],
  [Buffer.from('<html>'), 'image/png', 'application/octet-stream'],
  [Buffer.from('<svg/>'), 'image/svg+xml; x', 'image/svg+xml'],
  [Buffer.from('%PDF'), 'Application/PDF', 'application/pdf'],
  [Buffer.from('x'), 'text/plain\r\nx: y', 'application/octet-stream'],
  [Buffer.from('x'), undefined, 'application/octet-stream'],
])('nothing but a picture may call itself one', (content, declared, type) => {
  expect(mediaTypeOf(content, declared)).toBe(type);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\files\\a.png', 'a.png'],
  ['in\u202Egpj.exe', 'ingpj.exe'],
  ['a"b\r\n.png', 'ab.png'],
  ['..', 'file'],
  ['.htaccess', 'htaccess'],
  ['', 'file'],
  [undefined, 'file'],
  ['Größe 4.png', 'Größe 4.png'],
  [`${'x'.repeat(300)}.jpeg`, `${'x'.repeat(145)}.jpeg`],
  [`${'x'.repeat(146)}.png`, `${'x'.repeat(146)}.png`],
  ['x'.repeat(151), 'x'.repeat(150)],
])('the name %j is kept as %j', (name, safe) => {
  expect(safeName(name)).toBe(safe);
});

test('whatever the name was, the safe one has no folder, no control character, no change of direction, and an encodable form', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const safe = safeName(name);
      // eslint-disable-next-line no-control-regex -- these are what must be gone
      expect(safe).toMatch(/^[^\u0000-\u001f/\\\u202a-\u202e\u2066-\u2069".][^\u0000-\u001f/\\\u202a-\u202e\u2066-\u2069"]*$/u);
      expect(Array.from(safe).length).toBeLessThanOrEqual(150);
      expect(() => encodeURIComponent(safe)).not.toThrow();
    }),
  );
});
