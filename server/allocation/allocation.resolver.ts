import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Asking } from '../access/asker.ts';
import { act, auditView, look, type Context } from '../access/context.ts';
import { MonthScalar } from '../model/scalars.ts';
import { allocationLines } from '../run/allocation-lines.ts';
import { handInAllocation, returnAllocation, saveAllocation } from './change.ts';
import { allocationView } from './shown.ts';
import { AllocationGiven, AllocationLine, AllocationOf, AllocationView } from './views.ts';

/** Acts, and shows what stands then. */
function changed(context: Context, region: number, of: AllocationOf, verb: (asking: Asking) => Promise<void>): Promise<AllocationView> {
  return act(context, region, async (asking) => {
    await verb(asking);
    return allocationView(asking, { region, ...of });
  });
}

@Resolver()
export class AllocationResolver {
  @Query(() => [AllocationLine], { description: 'How second allocations of a year stand: of the departments the asker heads, and of all departments of the institutions they head.' })
  secondAllocations(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number): Promise<AllocationLine[]> {
    return allocationLines(look(context, region), region, year);
  }

  @Query(() => AllocationView, { description: 'The second allocation of one department, for its head and the head of the institution.' })
  async secondAllocation(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('department', () => ID) department: string,
    @Arg('period', () => MonthScalar) period: string, @Arg('decision', () => String) decision: string,
  ): Promise<AllocationView> {
    const view = await allocationView(look(context, region), { region, institution, department, period, decision });
    const about = `${view.institutionName} ${period} · ${view.departmentName}`;
    await auditView(context, region, 'VIEW_ALLOCATION', { zh: about, en: about }, ['DEPARTMENT_HEAD', 'HOSPITAL_HEAD'], institution);
    return view;
  }

  @Mutation(() => AllocationView, { description: 'The head of a department keeps a draft, whole or not. Refuses when somebody else has saved since (SECOND_CHANGED).' })
  saveSecondAllocation(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('of', () => AllocationOf) of: AllocationOf, @Arg('people', () => [AllocationGiven]) people: AllocationGiven[],
  ): Promise<AllocationView> {
    return changed(context, region, of, (asking) => saveAllocation(asking, { region, ...of }, people));
  }

  @Mutation(() => AllocationView, { description: 'The head of a department hands in a division that gives out the pool to the fen; the head of the institution sets one, with a reason.' })
  handInSecondAllocation(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('of', () => AllocationOf) of: AllocationOf, @Arg('people', () => [AllocationGiven]) people: AllocationGiven[],
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
  ): Promise<AllocationView> {
    return changed(context, region, of, (asking) => handInAllocation(asking, { region, ...of }, people, reason ?? ''));
  }

  @Mutation(() => AllocationView, { description: 'The head of the institution sends a division back to the department, with a reason.' })
  returnSecondAllocation(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('of', () => AllocationOf) of: AllocationOf, @Arg('reason', () => String) reason: string,
  ): Promise<AllocationView> {
    return changed(context, region, of, (asking) => returnAllocation(asking, { region, ...of }, reason));
  }
}
