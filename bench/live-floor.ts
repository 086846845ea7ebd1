import { randomUUID } from 'node:crypto';
import http from 'node:http';
import type { Socket } from 'node:net';

/**
 * The floor of live updates: a bare server that stores nothing, checks nothing and writes each note to every socket in a
 * loop. What one process cannot be faster than.
 */
const sockets = new Set<Socket>();
const server = http.createServer((request, response) => {
  if (request.method === 'GET') {
    const { socket } = request;
    socket.setNoDelay(true);
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: {"kind":"ready"}\n\n');
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    return;
  }
  request.resume().on('end', () => {
    const id = randomUUID();
    const bytes = Buffer.from(`data: ${JSON.stringify({ kind: 'event', id: randomUUID(), type: 'NoteAdded', at: new Date().toISOString(), data: { noteId: id } })}\n\n`);
    response.end(JSON.stringify({ data: { id } }));
    for (const socket of sockets) socket.write(bytes);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as { port: number }).port}\n`));
process.on('message', () => process.send!(process.memoryUsage().rss));
