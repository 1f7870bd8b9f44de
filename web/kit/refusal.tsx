/** What the server or the core refused, in the reader's language. */
import { CombinedGraphQLErrors } from '@apollo/client';
import { Alert, Button } from 'antd';
import { useLanguage, useWords } from './language.tsx';
import { words, type Language, type Words } from './words.ts';

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null
    && 'zh' in value && typeof value.zh === 'string' && 'en' in value && typeof value.en === 'string';
}

/** The sentences that one error of the API carries: those of its faults, else its own. */
function sentencesOf(error: CombinedGraphQLErrors['errors'][number], language: Language): string[] {
  const faults = error.extensions?.['faults'];
  const said = Array.isArray(faults) ? faults.filter(isWords).map((fault) => fault[language]) : [];
  if (said.length > 0) return said;
  const messages = error.extensions?.['messages'];
  return [isWords(messages) ? messages[language] : error.message];
}

/** A fault as the API tells it. */
export type ToldFault = Words & { at: string };

/** The faults of an error with their places; none for an error that has none. */
export function faultsTold(error: unknown): ToldFault[] {
  if (!CombinedGraphQLErrors.is(error)) return [];
  return error.errors.flatMap(({ extensions }) => {
    const faults = extensions?.['faults'];
    return Array.isArray(faults) ? faults.filter((fault): fault is ToldFault => isWords(fault) && 'at' in fault && typeof fault.at === 'string') : [];
  });
}

/** Every sentence of an error, each once. */
export function sentences(error: unknown, language: Language): string[] {
  if (CombinedGraphQLErrors.is(error)) {
    return [...new Set(error.errors.flatMap((each) => sentencesOf(each, language)))];
  }
  return [words.unreachable[language]];
}

/** Shows a refusal; nothing when there is none. */
export function Refused({ error, retry }: { error: unknown; retry?: () => void }) {
  const { language } = useLanguage();
  const t = useWords(words);
  if (!error) return null;
  const lines = sentences(error, language);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('refused')}
      description={lines.length === 1 ? lines[0] : <ul>{lines.map((line) => <li key={line}>{line}</li>)}</ul>}
      action={retry && <Button size="small" onClick={retry}>{t('retry')}</Button>}
    />
  );
}
