import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { OperatorError } from '../../../base/errors.ts';
import { nameInside, type Cluster } from './cluster.ts';
import type { Endpoint } from './lock.ts';

const PORT = 5432;
/** What a socket's path may hold on every system that we know. */
const LONGEST = 103;

/** Where the server listens, and how a client says it. */
export interface Listening {
  readonly settings: Readonly<Record<string, string>>;
  readonly endpoint: Omit<Endpoint, 'database'>;
  close(): Promise<void>;
}

function listens(options: net.ListenOptions): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen(options, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** Whether a socket in the folder can be used: its path is short enough and the file system knows sockets (shared folders of virtual machines do not). */
async function takesSockets(folder: string): Promise<boolean> {
  if (Buffer.byteLength(path.join(folder, `.s.PGSQL.${PORT}`)) > LONGEST) return false;
  const probe = path.join(folder, '.probe');
  await rm(probe, { force: true });
  return (await listens({ path: probe })) !== undefined;
}

/** A private folder with a short path for this cluster's socket, always the same one, so that nothing piles up when we are killed. */
async function shortFolder(cluster: Cluster): Promise<string | undefined> {
  const { uid, gid } = cluster.account;
  const we = process.getuid?.();
  for (const above of new Set([os.tmpdir(), '/tmp'])) {
    const name = createHash('sha256').update(`${we} ${cluster.folder}`).digest('hex').slice(0, 16);
    const folder = path.join(above, `parley-${name}`);
    try {
      await mkdir(folder, { mode: 0o700 }).catch((error: { code?: string }) => {
        if (error.code !== 'EEXIST') throw error;
      });
      // Among the temporary files anybody may have made it before us.
      const found = await lstat(folder);
      if (!found.isDirectory() || (found.uid !== we && found.uid !== uid) || (found.mode & 0o077) !== 0) continue;
      if (uid !== undefined) await chown(folder, uid, gid);
      if (nameInside(folder, cluster.account) === folder && (await takesSockets(folder))) return folder;
    } catch {
      // The next place, or else a port, does as well.
    }
  }
  return undefined;
}

/**
 * Chooses a socket in the cluster's own folder, else one in a new private folder among the temporary files, else a free
 * port of the loopback interface. All ask for the password; the folders are closed to other users too.
 */
export async function chooseListening(cluster: Cluster): Promise<Listening> {
  const onSocket = (folder: string, name: string, close = async () => {}): Listening => ({
    settings: { listen_addresses: '', unix_socket_directories: name, unix_socket_permissions: '0700', port: String(PORT) },
    endpoint: { host: folder, port: PORT },
    close,
  });
  if (process.platform !== 'win32') {
    // `.` is the cluster's folder, whatever it is called.
    if (await takesSockets(cluster.folder)) return onSocket(cluster.folder, '.');
    const folder = await shortFolder(cluster);
    if (folder !== undefined) return onSocket(folder, `"${folder.replaceAll('"', '""')}"`, () => rm(folder, { recursive: true, force: true }));
  }
  const port = await listens({ host: '127.0.0.1', port: 0 });
  if (port === undefined) throw new OperatorError('There is no free port for the database on the loopback interface.');
  return { settings: { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) }, endpoint: { host: '127.0.0.1', port }, close: async () => {} };
}

/** The connection string. A socket goes into `host=` behind a host name without meaning, so that every reader of URLs can read it. */
export function urlOf(endpoint: Endpoint, user: string, password: string): string {
  const who = `postgres://${user}:${encodeURIComponent(password)}`;
  const database = encodeURIComponent(endpoint.database);
  if (!endpoint.host.startsWith('/')) return `${who}@${endpoint.host}:${endpoint.port}/${database}`;
  return `${who}@localhost/${database}?host=${encodeURIComponent(endpoint.host)}&port=${endpoint.port}`;
}
