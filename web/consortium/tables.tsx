/** Where care was given, what the settlement gave to whom, and the accounts of a consortium. */
import { Card, Table } from 'antd';
import type { MyConsortiumQuery } from '../gql/graphql.ts';
import { AccountMoves, useOpenAccount } from '../kit/account-moves.tsx';
import { useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { words } from './words.ts';

type ConsortiumYear = MyConsortiumQuery['consortiumYears'][number];

export function SpendingPlaces({ of }: { of: ConsortiumYear }) {
  const t = useWords(words);
  const rows = (['inside', 'outsideConsortium', 'outsideCounty'] as const).map((place) => ({ place, amount: of[place] }));
  return (
    <Card size="small" title={<h3 className="card-title">{t('spending')}</h3>}>
      {of.spendingMonths === 0 ? <p className="quiet">{t('spendingNone')}</p> : (
        <dl className="payslip">
          {rows.map(({ place, amount }) => <div key={place} className="payslip-line"><dt>{t(place)}</dt><dd><Money value={amount} /></dd></div>)}
        </dl>
      )}
    </Card>
  );
}

export function Branches({ of }: { of: ConsortiumYear }) {
  const t = useWords(words);
  return (
    <Card size="small" title={<h3 className="card-title">{t('branches')}</h3>}>
      <Table size="small" rowKey={({ institution }) => institution.id} pagination={false} dataSource={of.branches} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('institution'), key: 'institution', render: (_, { institution, role }) => <>{institution.name} <span className="quiet">{t(`role_${role}`)}</span></> },
          { title: t('share'), key: 'share', align: 'right', render: (_, { share }) => <Money value={share} /> },
        ]} />
    </Card>
  );
}

export function Accounts({ of }: { of: ConsortiumYear }) {
  const t = useWords(words);
  const say = useSay();
  const { opened, open, close } = useOpenAccount();
  return (
    <Card size="small" title={<h3 className="card-title">{t('accounts')}</h3>}>
      <p className="page-lead">{t('accountsLead')}</p>
      <Table size="small" rowKey="account" pagination={false} dataSource={of.accounts} scroll={{ x: 'max-content' }}
        columns={[
          {
            title: t('account'), key: 'account', render: (_, { account, title, holds }) => (
              <><button type="button" className="text-button" onClick={() => open(account, say(title))}>{say(title)}</button> {holds && <span className="quiet">{t(`holds_${holds}`)}</span>}</>
            ),
          },
          { title: t('in'), key: 'in', align: 'right', render: (_, { received }) => <Money value={received} /> },
          { title: t('out'), key: 'out', align: 'right', render: (_, { given }) => <Money value={given} /> },
          { title: t('balance'), key: 'balance', align: 'right', render: (_, { balance }) => <strong><Money value={balance} /></strong> },
        ]} />
      <AccountMoves opened={opened} close={close} />
    </Card>
  );
}
