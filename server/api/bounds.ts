/** How much one request may ask for. The same figures stand in docs/api.md. */

/** Of the body, as `express.json` reads it. */
export const bodyMax = '2mb';
/** Levels of lists and objects in the body. */
export const bodyDepthMax = 100;
/** Levels of nesting; fragments count where they are used. */
export const depthMax = 12;
export const tokensMax = 4000;
export const aliasesMax = 50;
export const topFieldsMax = 20;
/** Fields and rows that an answer may have at most, by the estimate of cost.ts. */
export const costMax = 100_000;
/** Of one SQL statement. */
export const statementSeconds = 20;
/** Of one operation, from its arrival to its answer. */
export const operationSeconds = 60;
/** In which a whole request must have arrived. */
export const receiveSeconds = 60;
