// @ts-check

/** Milliseconds by a clock that only runs forward and that all processes of a machine share. */
export const steady = () => Number(process.hrtime.bigint()) / 1e6;
