import { describe, expect, test } from '@jest/globals';
import { isPure, over, per, pure, raised, sameUnit, sayUnit, times, unitOf, unitWords, yuan } from '../../../server/core/feel/unit.ts';

describe('units', () => {
  test('a product and a quotient cancel what meets', () => {
    const perHead = per(yuan, 'person');
    expect(perHead).toEqual({ yuan: 1, person: -1 });
    expect(times(perHead, unitOf('person'))).toEqual(yuan);
    expect(over(yuan, yuan)).toEqual(pure);
    expect(times(yuan, yuan)).toEqual({ yuan: 2 });
  });

  test('a power raises each unit', () => {
    expect(raised(per(yuan, 'person'), 2)).toEqual({ yuan: 2, person: -2 });
    expect(raised(yuan, 0)).toEqual(pure);
  });

  test('the order of the words does not matter', () => {
    expect(sameUnit({ yuan: 1, person: -1 }, { person: -1, yuan: 1 })).toBe(true);
    expect(sameUnit(yuan, unitOf('person'))).toBe(false);
    expect([isPure(pure), isPure(yuan)]).toEqual([true, false]);
  });

  test.each([
    [pure, '纯数', 'a pure number'],
    [yuan, '元', 'yuan'],
    [unitOf('person'), '人', 'people'],
    [per(yuan, 'person'), '元/人', 'yuan per person'],
    [per(per(yuan, 'person'), 'month'), '元/月/人', 'yuan per month per person'],
    [per(pure, 'minute'), '1/分钟', '1 per minute'],
    [{ point: 2 }, '点^2', 'points^2'],
    [{ person: 1, day: 1 }, '天·人', 'days people'],
    [{ day: 1, person: 1 }, '天·人', 'days people'],
    [unitOf('vaccine'), 'vaccine', 'vaccine'],
    [unitOf('constructor'), 'constructor', 'constructor'],
  ])('%j is said', (unit, zh, en) => {
    expect([sayUnit(unit, 'zh'), sayUnit(unit, 'en')]).toEqual([zh, en]);
    expect(unitWords(unit)).toEqual({ zh, en });
  });
});
