// What the thread runs that works beside the server; `server/main/background/thread.ts` starts it.
import { load } from './bundle.mjs';

process.setSourceMapsEnabled(true);
const { runThread } = await load('server/main/background/entry.ts', 'work');
await runThread();
