/** A policy as a document: on the left the clause, restated; on the right the rules made from it, in sentences. */
import { Card, Tag } from 'antd';
import { createContext, useContext, useMemo } from 'react';
import type { Policy, Source } from '../../server/core/policy/policy.ts';
import { sentencesOf, type Sentence } from '../../server/core/policy/sentences.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { words as kitWords } from '../kit/words.ts';
import { originsOfSentence, type ValueOrigin } from './origins.ts';
import { words } from './words.ts';

interface Written {
  policy?: Policy;
  origins: readonly ValueOrigin[];
  /** The document that lies on top. */
  own: string;
}

const OriginsContext = createContext<Written>({ origins: [], own: '' });

function Clause({ source }: { source: Source }) {
  const say = useSay();
  const k = useWords(kitWords);
  return (
    <div className="clause">
      <div className="quiet">{k('cited', { document: say(source.document), clause: source.clause })} {source.rule && <Tag>{source.rule}</Tag>}</div>
      <p>{say(source.says)}</p>
    </div>
  );
}

/** Where the values of a sentence were written; nothing where no origins are known. */
function Origins({ at }: { at: string }) {
  const t = useWords(words);
  const { policy, origins, own } = useContext(OriginsContext);
  const found = policy ? originsOfSentence(policy, origins, at) : [];
  return found.map(({ layer, line, field }) => (
    <Tag key={field ?? ''} className="origin" color={layer === own ? 'blue' : undefined}>{t(field ? `originOf_${field}` : 'origin', { layer, line: String(line) })}</Tag>
  ));
}

function Rules({ sentences }: { sentences: readonly Sentence[] }) {
  const say = useSay();
  const t = useWords(words);
  return (
    <ul className="rules">
      {sentences.map(({ at, section, title, says }) => (
        <li key={at} id={at}><Tag>{t(`section_${section}`)}</Tag><strong>{say(title)}</strong> {say(says)} <Origins at={at} /></li>
      ))}
    </ul>
  );
}

const noOrigins: readonly ValueOrigin[] = [];

/** `origins` tells of a policy laid over others which document wrote each value. */
export function DocumentView({ policy, origins = noOrigins }: { policy: Policy; origins?: readonly ValueOrigin[] }) {
  const t = useWords(words);
  const written = useMemo(() => ({ policy, origins, own: `${policy.id}@${policy.version}` }), [policy, origins]);
  const sentences = useMemo(() => sentencesOf(policy), [policy]);
  const bySource = useMemo(() => [...policy.sources.values()].map((source) => ({ source, rules: sentences.filter(({ why }) => why.includes(source.id)) })), [policy, sentences]);
  const given = sentences.filter(({ section }) => section === 'facts');
  return (
    <OriginsContext value={written}>
      <div className="stack">
        {bySource.filter(({ rules }) => rules.length > 0).map(({ source, rules }) => (
          <Card key={source.id} size="small">
            <section className="clause-beside-rule" aria-label={source.clause}>
              <Clause source={source} />
              <Rules sentences={rules} />
            </section>
          </Card>
        ))}
        <Card size="small" title={t('given')}><Rules sentences={given} /></Card>
      </div>
    </OriginsContext>
  );
}
