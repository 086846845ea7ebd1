import { IncomingMessage } from 'node:http';
import { splitTarget } from './parse.ts';

/** The one path at which a connection may leave HTTP. */
export const LIVE_PATH = '/live';

const pathOf = (url: string): string => splitTarget(url).path.replace(/(.)\/$/, '$1');

/**
 * A request that asks for another protocol than we have is answered as if it had not asked (RFC 9110, 7.8). Node would
 * hand every one to the listener of WebSockets, without its body: clients that ask for HTTP/2 each time, such as Java's,
 * could not call the API.
 */
export class MaybeUpgrade extends IncomingMessage {
  declare asked: boolean | null;

  // Node sets this when it has read the headers, and asks for it before it hands the request on.
  set upgrade(asked: boolean | null) {
    this.asked = asked;
  }

  get upgrade(): boolean {
    return this.asked === true && this.headers.upgrade?.toLowerCase() === 'websocket' && pathOf(this.url ?? '') === LIVE_PATH;
  }
}
