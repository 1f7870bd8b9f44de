/** Where a code of the second factor is entered, once the server has asked for it. */
import { CombinedGraphQLErrors } from '@apollo/client';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../kit/language.tsx';
import { words } from './words.ts';

export function CodeItem({ autoFocus = false }: { autoFocus?: boolean }) {
  const t = useWords(words);
  return <Form.Item name="code" label={t('code')} rules={[{ required: true }]}><Input autoComplete="one-time-code" autoFocus={autoFocus} /></Form.Item>;
}

/** Whether a code was asked for since the form was opened. */
export function useCodeAsked(error: unknown): boolean {
  const [asked, setAsked] = useState(false);
  const asks = CombinedGraphQLErrors.is(error) && error.errors.some(({ extensions }) => extensions?.['code'] === 'CODE_NEEDED');
  if (asks && !asked) setAsked(true);
  return asked || asks;
}
