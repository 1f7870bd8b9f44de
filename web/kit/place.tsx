/** The region and the year that the pages show: in the address, else as last chosen. */
import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';

export interface Place {
  region: number;
  year: number;
  go: (change: { region?: number; year?: number }) => void;
}

const storageKey = 'fenpei.place';
const PlaceContext = createContext<Place | undefined>(undefined);

function numberOf(text: string | null | undefined): number | undefined {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** What this tab showed last, or for a new tab any tab. */
function remembered(): { region?: number; year?: number } {
  const [region, year] = (sessionStorage.getItem(storageKey) ?? localStorage.getItem(storageKey) ?? '').split('/');
  return { region: numberOf(region), year: numberOf(year) };
}

/** `regions` and `thisYear` are what the account may see and where it starts. */
export function PlaceProvider({ regions, thisYear, children }: { regions: readonly number[]; thisYear: number; children: ReactNode }) {
  const [search, setSearch] = useSearchParams();
  const before = remembered();
  const wanted = [numberOf(search.get('region')), before.region, regions[0]];
  const region = wanted.find((code) => code !== undefined && regions.includes(code));
  const year = numberOf(search.get('year')) ?? before.year ?? thisYear;
  const go = useCallback((change: { region?: number; year?: number }) => {
    setSearch((params) => {
      if (change.region !== undefined) params.set('region', String(change.region));
      if (change.year !== undefined) params.set('year', String(change.year));
      return params;
    });
  }, [setSearch]);
  useEffect(() => {
    for (const storage of [sessionStorage, localStorage]) storage.setItem(storageKey, `${region ?? ''}/${year}`);
  }, [region, year]);
  const place = useMemo(() => (region === undefined ? undefined : { region, year, go }), [region, year, go]);
  return <PlaceContext value={place}>{place && children}</PlaceContext>;
}

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('usePlace outside PlaceProvider');
  return place;
}
