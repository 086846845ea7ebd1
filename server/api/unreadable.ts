import type { Socket } from 'node:net';
import { JSON_TYPE } from './json.ts';

const answers: Readonly<Record<string, readonly [string, string]>> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers of the request are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive'],
};

/** Answers what is not HTTP in the same form as everything else, and gives the connection up: nobody knows where the next request begins. */
export function answerUnreadable(error: Error, socket: Socket): void {
  const { code } = error as { code?: string };
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, message] = answers[code ?? ''] ?? ['400 Bad Request', 'The request could not be read'];
  const body = JSON.stringify({ message });
  socket.end(`HTTP/1.1 ${status}\r\ncontent-type: ${JSON_TYPE}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`);
}
