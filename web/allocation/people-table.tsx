/** The people of a department with what the rule gives them, and the fields for what their head gives. */
import { Grid, Input, Table, type TableColumnType } from 'antd';
import { sayAtField } from '../kit/faults.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import type { SecondAllocationFieldsFragment } from '../gql/graphql.ts';
import type { Sums, Typed } from './editing.ts';
import { words } from './words.ts';

type Person = SecondAllocationFieldsFragment['people'][number];
type Column = TableColumnType<Person>;

interface PeopleProps {
  allocation: SecondAllocationFieldsFragment;
  typed: Typed;
  sums: Sums;
  /** Left out for those who only read. */
  change?: (typed: Typed, field: string) => void;
}

interface CellProps {
  at: string;
  label: string;
  value: string;
  fault: string | undefined;
  change: (value: string) => void;
}

function AmountCell({ at, label, value, fault, change }: CellProps) {
  const told = `${at}-told`;
  return (
    <>
      <Input className="number cell-input" inputMode="decimal" autoComplete="off" aria-label={label} aria-invalid={fault !== undefined} aria-describedby={told}
        value={value} {...(fault !== undefined && { status: 'error' })} onChange={(event) => change(event.target.value)} />
      <div id={told} aria-live="polite">{fault !== undefined && <div className="fault">{fault}</div>}</div>
    </>
  );
}

function ReasonCell({ at, label, value, fault, change }: CellProps) {
  const told = `${at}-told`;
  return (
    <>
      <Input aria-label={label} aria-invalid={fault !== undefined} aria-describedby={told} maxLength={500} value={value} {...(fault !== undefined && { status: 'error' })}
        onChange={(event) => change(event.target.value)} />
      <div id={told} aria-live="polite">{fault !== undefined && <div className="fault">{fault}</div>}</div>
    </>
  );
}

function Bounds({ least, most }: Pick<Person, 'least' | 'most'>) {
  if (least === null && most === null) return <>–</>;
  return <span className="money">{least === null ? '' : <Money value={least} />}–{most === null ? '' : <Money value={most} />}</span>;
}

export function PeopleTable({ allocation, typed, sums, change }: PeopleProps) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const wide = Grid.useBreakpoint().md ?? true;
  const sentence = (field: string, name: string): string | undefined => {
    const fault = sums.faults.get(field);
    return fault && sayAtField({ ...fault, values: { ...fault.values, key: name } }, t('amountOf', { name }), language);
  };
  const put = (part: 'amounts' | 'reasons', code: string) => (value: string) => change?.({ ...typed, [part]: { ...typed[part], [code]: value } }, `${part}.${code}`);
  const name: Column = { title: t('person'), key: 'name', render: (_, { code, name: title }) => <>{title}<span className="row-key quiet">{code}</span></> };
  const ruled: Column[] = [
    { title: say(allocation.weightTitle), dataIndex: 'weight', align: 'right' },
    { title: t('usual'), key: 'usual', align: 'right', render: (_, { usual }) => <Money value={usual} /> },
    { title: t('bounds'), key: 'bounds', align: 'right', render: (_, person) => <Bounds {...person} /> },
  ];
  const given: Column[] = [
    {
      title: t('amount'), key: 'amount', align: 'right', width: 170, render: (_, { code, name: of }) => (change
        ? <AmountCell at={`amount-${code}`} label={t('amountOf', { name: of })} value={typed.amounts[code] ?? ''} fault={sentence(`amounts.${code}`, of)} change={put('amounts', code)} />
        : <Money value={sums.amounts.get(code) ?? 0n} />),
    },
    {
      title: t('reason'), key: 'reason', width: wide ? 260 : 180, render: (_, { code, name: of }) => (change
        ? <ReasonCell at={`reason-${code}`} label={t('reasonOf', { name: of })} value={typed.reasons[code] ?? ''} fault={sentence(`reasons.${code}`, of)} change={put('reasons', code)} />
        : typed.reasons[code]),
    },
  ];
  const columns = wide ? [name, ...ruled, ...given] : [name, ...given, ...ruled.toReversed()]; // on a phone what is typed comes first
  return <Table<Person> size="small" rowKey="code" pagination={false} dataSource={[...allocation.people]} scroll={{ x: 'max-content' }} columns={columns} />;
}
