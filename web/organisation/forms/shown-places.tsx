/** What the forms of the register know of the page: its day, the institutions of that day, and how to show another day. */
import { createContext, useContext } from 'react';
import type { PlaceInstitution } from '../tree.ts';

export interface ShownPlaces {
  /** The day that the page shows, `YYYY-MM-DD`. */
  day: string;
  institutions: readonly PlaceInstitution[];
  /** Shows the page as of a day, so that what begins then is there; and an institution, where one is named. */
  show: (day: string, institution?: string) => void;
}

const PlacesContext = createContext<ShownPlaces | undefined>(undefined);

export const ShownPlacesProvider = PlacesContext;

export function useShownPlaces(): ShownPlaces {
  const places = useContext(PlacesContext);
  if (!places) throw new Error('useShownPlaces outside ShownPlacesProvider');
  return places;
}
