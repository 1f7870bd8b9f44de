/** The keys under which tests keep the numbers of people. */
import { dataKeysOf, type DataKeys } from '../../server/access/data-keys.ts';

export const testKeyText = `t1:${Buffer.alloc(32, 7).toString('base64')}`;
export const testKeys = dataKeysOf(testKeyText) as DataKeys;
