/** Beside the page: a file comes in, what came of it goes out. */
import { workFile, type BulkAsked } from './bulk.ts';

addEventListener('message', ({ data }: MessageEvent<BulkAsked>) => {
  void workFile(data).then((found) => postMessage({ found }), (error: unknown) => postMessage({ failed: String(error) }));
});
