/** Intelligence: the second generation of analytics. The same facts, by a catalogue with operators, and pages inside the body. */
export const tables = [] as const;
