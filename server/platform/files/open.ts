import path from 'node:path';
import type { Config } from '../config.ts';
import { BucketStore } from './bucket.ts';
import { FolderStore } from './folder.ts';
import type { FileStore } from './store.ts';

/** The folder of files in the data directory. */
export const FILES_FOLDER = 'files';

/** A bucket when the settings name one, otherwise a folder beside the database. */
export function openFileStore(config: Pick<Config, 'filesUrl' | 'dataDir'>): FileStore {
  return config.filesUrl === undefined ? new FolderStore(path.join(config.dataDir, FILES_FOLDER)) : new BucketStore(config.filesUrl);
}
