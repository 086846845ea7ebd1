import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver of webhooks in a process of its own, which takes everything. */
const server = createServer((request, response) => void request.resume().on('end', () => response.writeHead(204).end()));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
