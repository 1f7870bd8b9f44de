/** Whom an administrator may invite to their own payslips: people in post, found by staff number or name. */
import { requireRole, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';

export interface InvitedPerson {
  id: string;
  code: string;
  name: string;
  institution: string;
}

const foundMost = 20;

/** At most twenty, by staff number; nobody without a text, so that the register is not read through here. */
export async function peopleToInvite({ em, asker, now }: Asking, region: number, text: string): Promise<InvitedPerson[]> {
  requireRole(asker, region, ['ADMINISTRATOR']);
  const wanted = text.trim();
  if (wanted === '') return [];
  const today = dayOf(now);
  return em.execute<InvitedPerson[]>(`
    select p.id, p.code, p.name, (institution_shown(a.region_id, a.institution_id)).name as institution
    from person p join assignment a on a.region_id = p.region_id and a.person_id = p.id and a.main and a.valid_from <= ?::date and (a.valid_until is null or a.valid_until > ?::date)
    where p.region_id = ? and position(lower(?) in lower(p.code || ' ' || p.name)) > 0 order by p.code limit ?`, [today, today, region, wanted, foundMost]);
}
