import { expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { resolve } from 'node:path';

interface Started {
  child: ChildProcess;
  said(): string;
  /** Waits until the output holds the text. */
  says(text: string): Promise<void>;
  /** The exit code, once it has ended. */
  code(): Promise<number>;
}

/** A process that starts as the body says, with `shutdown`, `pause` and `OperatorError` at hand. */
function start(body: string): Started {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', `
    import { setTimeout as pause } from 'node:timers/promises';
    const { Shutdown } = await import(${JSON.stringify(resolve('server/start/shutdown.ts'))});
    const { OperatorError } = await import(${JSON.stringify(resolve('server/db/fault.ts'))});
    const shutdown = new Shutdown();
    shutdown.listen();
    setInterval(() => {}, 1000);
    await shutdown.during(async () => {${body}});`], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => { output += String(text); });
  const ended = once(child, 'exit') as Promise<[number]>;
  return {
    child,
    said: () => output,
    async says(text) { while (!output.includes(text)) await pause(5); },
    async code() { return (await ended)[0]; },
  };
}

test('what was opened is closed in reverse, and the process ends well', async () => {
  const started = start(`
    shutdown.add('first', async () => console.log('closed first'));
    shutdown.add('second', async () => console.log('closed second'));
    console.log('ready');`);
  await started.says('ready');
  started.child.kill('SIGTERM');
  expect(await started.code()).toBe(0);
  expect(started.said()).toMatch(/closed second\nclosed first\n✓ Stopped/);
});

test('a signal during the start waits for the step, closes what it opened and starts nothing more', async () => {
  const started = start(`
    console.log('opening');
    await pause(300);
    shutdown.add('first', async () => console.log('closed first'));
    console.log('too far');`);
  await started.says('opening');
  started.child.kill('SIGINT');
  expect(await started.code()).toBe(0);
  expect(started.said()).toContain('closed first');
  expect(started.said()).not.toContain('too far');
});

test('one Ctrl-C that arrives twice is one; a later one ends at once', async () => {
  const started = start("shutdown.add('stuck', () => new Promise(() => {})); console.log('ready');");
  await started.says('ready');
  started.child.kill('SIGINT');
  await started.says('Stopping');
  started.child.kill('SIGINT');
  await pause(1100);
  expect(started.child.exitCode).toBeNull();
  started.child.kill('SIGINT');
  expect(await started.code()).toBe(130);
});

test('what the operator can put right is said without a stack, after closing what was opened', async () => {
  const started = start(`
    shutdown.add('first', async () => console.log('closed first'));
    throw new OperatorError('The port is taken.');`);
  expect(await started.code()).toBe(1);
  expect(started.said()).toMatch(/^The port is taken\.\nclosed first\n$/);
});

test('what does not close is named, and the rest is closed all the same', async () => {
  const started = start(`
    shutdown.add('first', async () => console.log('closed first'));
    shutdown.add('The second', async () => { throw new Error('no'); });
    console.log('ready');`);
  await started.says('ready');
  started.child.kill('SIGTERM');
  expect(await started.code()).toBe(1);
  expect(started.said()).toMatch(/The second could not be closed: Error: no/);
  expect(started.said()).toContain('closed first');
});
