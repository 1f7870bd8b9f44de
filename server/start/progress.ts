/** What a start prints: one line for each step, with its seconds, so that a slow one is seen while it lasts. */
const announceAfterMs = 1000;

export type Progress = <T>(title: string, work: () => Promise<T>) => Promise<T>;

/** Runs a step; prints `✓ PostgreSQL ready 0.9 s` when it is done, and `… PostgreSQL ready` once when it takes longer than a second. */
export const progress: Progress = async (title, work) => {
  const from = performance.now();
  const slow = setTimeout(() => console.log(`… ${title}`), announceAfterMs);
  try {
    const result = await work();
    console.log(`✓ ${title} ${seconds(performance.now() - from)} s`);
    return result;
  } catch (error) {
    console.log(`✗ ${title} ${seconds(performance.now() - from)} s`);
    throw error;
  } finally {
    clearTimeout(slow);
  }
};

const oneDecimal = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1, useGrouping: false });
const seconds = (milliseconds: number) => oneDecimal.format(milliseconds / 1000);
